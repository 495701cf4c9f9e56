// ir.attachment: files of records, with the rights of those records.
#include <fmt/format.h>

#include "methods/model_rules.h"

namespace outfield::methods {
namespace {

using access::Right;

wire::Value size_of(const Value& value) {
    const auto* attachment = std::get_if<Attachment>(&value);
    return static_cast<std::int64_t>(attachment == nullptr ? 0 : attachment->size);
}

// Forty digits, as many as clients know of OpenERP's SHA-1; these are the first of the SHA-256.
wire::Value checksum_of(const Value& value) {
    const auto* attachment = std::get_if<Attachment>(&value);
    if (attachment == nullptr) return false;
    return to_hex(attachment->sha256).substr(0, 40);
}

wire::Value media_type_of(const Value& value) {
    const auto* attachment = std::get_if<Attachment>(&value);
    if (attachment == nullptr) return false;
    return attachment->media_type;
}

bool may(const Request& request, Right right, std::string_view model) {
    return request.instance.registry().has_model(model) &&
           request.access.may_files(request.caller.identity, model, right);
}

// Public ones, those of models that the caller may read, and his own that belong to no record.
std::vector<Domain::Term> visible(const Request& request) {
    if (request.caller.identity.is_administrator) return {};
    std::vector<Leaf::Scalar> readable;
    for (const auto& module : request.instance.registry().modules())
        for (const auto& model : module.models)
            if (may(request, Right::read, model.name)) readable.emplace_back(model.name);
    return {Domain::any,
            Leaf{"public", "=", true},
            Domain::any,
            Leaf{"res_model", "in", std::move(readable)},
            Domain::all,
            Leaf{"res_model", "=", {}},
            Leaf{"create_uid", "=", request.user()}};
}

[[noreturn]] void refuse_record(const Request& request, RecordId id, std::string_view reason) {
    throw Refusal(Refusal::Kind::access,
                  fmt::format("You are not allowed to change ir.attachment,{}: {} (User: {})", id, reason,
                              request.user()));
}

void check_records(const Request& request, const RecordIds& ids) {
    if (request.caller.identity.is_administrator) return;
    for (const auto& record : request.records().read(request.model.name, ids, {"res_model", "create_uid"})) {
        const auto* model = std::get_if<std::string>(&record.values.at("res_model"));
        const auto* author = std::get_if<RecordId>(&record.values.at("create_uid"));
        const bool loose = model == nullptr || model->empty();
        if (loose && (author == nullptr || *author != request.user()))
            refuse_record(request, record.id, "it is another user's");
        if (!loose && !may(request, Right::write, *model))
            refuse_record(request, record.id, "you may not write records of " + *model);
    }
}

void check_values(const Request& request, const wire::Struct& values) {
    if (request.caller.identity.is_administrator) return;
    const auto* value = values.find("res_model");
    const auto* model = value == nullptr ? nullptr : value->as<std::string>();
    if (model == nullptr || model->empty() || may(request, Right::write, *model)) return;
    throw Refusal(
        Refusal::Kind::access,
        fmt::format("You are not allowed to attach files to records of {}: you may not write them", *model));
}

}  // namespace

ModelRules attachment_rules() {
    ModelRules rules;
    rules.extra_fields = {
        {{"raw", fields::binary("File content")}, "datas", nullptr, true, true},
        {{"file_size", fields::integer("File size")}, "datas", size_of, false, false},
        {{"checksum", fields::character("Checksum")}, "datas", checksum_of, false, false},
        {{"mimetype", fields::character("Media type")}, "datas", media_type_of, true, false},
    };
    rules.visible = visible;
    rules.check_records = check_records;
    rules.check_values = check_values;
    return rules;
}

}  // namespace outfield::methods
