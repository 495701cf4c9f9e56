// ir.model.data: records by names that modules and other programs gave them.
#include <fmt/format.h>

#include "base/text.h"
#include "methods/changes.h"
#include "methods/model_rules.h"
#include "methods/plain_values.h"

namespace outfield::methods {
namespace {

struct Reference {
    std::string model;
    RecordId record = 0;
};

std::optional<Reference> find(const Request& request, const std::string& module, const std::string& name) {
    auto& records = request.records();
    const auto ids =
        records.search("ir.model.data", Domain{{"module", "=", module}, {"name", "=", name}}, {.limit = 1});
    const auto rows = records.read("ir.model.data", ids, {"model", "res_id"});
    if (rows.empty()) return std::nullopt;
    const auto* record = std::get_if<std::int64_t>(&rows.front().values.at("res_id"));
    return Reference{text_of(rows.front().values, "model"), record == nullptr ? 0 : *record};
}

[[noreturn]] void refuse_unknown(const std::string& name) {
    const auto shown = in_quotes(name, 120);
    refuse("External ID not found in the system: " + shown.substr(1, shown.size() - 2));
}

wire::Value check_object_reference(const Request& request) {
    const auto module = request.arguments.text("module"), name = request.arguments.text("xml_id");
    const auto found = find(request, module, name);
    if (!found || !request.instance.registry().has_model(found->model)) refuse_unknown(module + '.' + name);
    if (!request.access.may(request.caller.identity, found->model, access::Right::read)) {
        if (request.arguments.flag("raise_on_access_error", false))
            request.require(access::Right::read, found->model);
        return wire::List{found->model, false};
    }
    if (request.records().read(found->model, {found->record}, {"id"}).empty())
        refuse_unknown(module + '.' + name);
    return wire::List{found->model, found->record};
}

std::optional<Reference> named(const Request& request) {
    const auto full = request.arguments.text("xmlid");
    const auto dot = full.find('.');
    auto found = dot == full.npos ? std::nullopt : find(request, full.substr(0, dot), full.substr(dot + 1));
    if (!found && request.arguments.flag("raise_if_not_found", false)) refuse_unknown(full);
    return found;
}

wire::Value xmlid_to_res_model_res_id(const Request& request) {
    const auto found = named(request);
    return found ? wire::List{found->model, found->record} : wire::List{false, false};
}

wire::Value xmlid_to_res_id(const Request& request) {
    const auto found = named(request);
    return found ? wire::Value(found->record) : wire::Value(false);
}

void complete_names(const Request& request, const RecordIds& ids) {
    auto& records = request.records();
    for (const auto& row : records.read(request.model.name, ids, {"module", "name"}))
        records.write(
            request.model.name, {row.id},
            Values{{"complete_name", text_of(row.values, "module") + '.' + text_of(row.values, "name")}});
}

std::string text_in(const wire::Struct& values, std::string_view name) {
    const auto* value = values.find(name);
    const auto* text = value == nullptr ? nullptr : value->as<std::string>();
    return text == nullptr ? std::string() : *text;
}

// A name stands for one record, which those who create it are told. Two at the same moment are not told
// apart.
void require_new(const Request& request, const wire::Struct& values) {
    const auto module = text_in(values, "module"), name = text_in(values, "name"),
               model = text_in(values, "model");
    if (!request.instance.registry().has_model(model)) refuse("there is no model " + in_quotes(model, 120));
    if (const auto holder = find(request, module, name))
        refuse(fmt::format("the external ID {} is that of {},{} already", in_quotes(module + '.' + name, 120),
                           holder->model, holder->record));
}

RecordId create(const Request& request, const wire::Struct& values) {
    require_new(request, values);
    const auto id = create_ordinary(request, {&values}).front();
    complete_names(request, {id});
    return id;
}

void write(const Request& request, const RecordIds& ids, const wire::Struct& values) {
    write_ordinary(request, ids, values);
    complete_names(request, ids);
}

}  // namespace

ModelRules external_id_rules() {
    ModelRules rules;
    rules.create = create;
    rules.write = write;
    rules.methods = {{"check_object_reference",
                      Purpose::asks,
                      {"module", "xml_id", "raise_on_access_error"},
                      check_object_reference},
                     {"xmlid_to_res_model_res_id",
                      Purpose::asks,
                      {"xmlid", "raise_if_not_found"},
                      xmlid_to_res_model_res_id},
                     {"xmlid_to_res_id", Purpose::asks, {"xmlid", "raise_if_not_found"}, xmlid_to_res_id}};
    return rules;
}

}  // namespace outfield::methods
