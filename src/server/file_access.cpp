#include "server/file_access.h"

#include <fmt/format.h>
#include <outfield/error.h>

#include "base/text.h"

namespace outfield::server {
namespace {

constexpr std::string_view attachment_model = "ir.attachment";

[[noreturn]] void nothing_there() {
    throw http::Fault(404, "there is no such file");
}

std::string text_of(const Record& record, std::string_view field) {
    const auto found = record.values.find(field);
    const auto* text = found == record.values.end() ? nullptr : std::get_if<std::string>(&found->second);
    return text ? *text : std::string();
}

bool flag_of(const Record& record, std::string_view field) {
    const auto found = record.values.find(field);
    const auto* flag = found == record.values.end() ? nullptr : std::get_if<bool>(&found->second);
    return flag && *flag;
}

// On whose model the right is needed; empty: on none, for everybody may.
std::string model_in_charge(Site& site, const FieldAddress& address, access::Right right) {
    if (address.model != attachment_model) return address.model;
    const auto records =
        site.instance.records().read(attachment_model, {address.record}, {"res_model", "public"});
    if (records.empty()) nothing_there();
    if (right == access::Right::read && flag_of(records.front(), "public")) return {};
    auto owner = text_of(records.front(), "res_model");
    if (owner.empty() || !site.instance.registry().has_model(owner)) return address.model;
    return owner;
}

}  // namespace

FieldAddress field_address(std::string_view model, std::string_view record, std::string_view field) {
    const auto id = parse_unsigned(record);
    if (!id || *id == 0 || *id > INT64_MAX) nothing_there();
    const bool is_raw = model == attachment_model && field == "raw";  // OpenERP's other name for the same
    return {std::string(model), static_cast<RecordId>(*id), std::string(is_raw ? "datas" : field)};
}

void require_file_right(Site& site, const access::Identity& identity, const FieldAddress& address,
                        access::Right right) {
    const auto& registry = site.instance.registry();
    if (!registry.has_model(address.model)) nothing_there();
    const auto* field = registry.model(address.model).find(address.field);
    if (!field || field->type != FieldType::binary) nothing_there();
    const auto model = model_in_charge(site, address, right);
    if (!model.empty() && !site.access.may_files(identity, model, right))
        throw http::Fault(
            403, fmt::format("user '{}' may not {} files of {}", identity.login, to_string(right), model));
}

wire::Representation representation(const std::optional<Attachment>& attachment) {
    if (!attachment) return {};
    return {wire::EntityTag{to_hex(attachment->sha256)}, attachment->written};
}

wire::ConditionHeaders condition_headers(const http::Exchange& exchange) {
    return {exchange.header("If-Match"), exchange.header("If-None-Match"),
            exchange.header("If-Modified-Since"), exchange.header("If-Unmodified-Since"),
            exchange.header("If-Range")};
}

}  // namespace outfield::server
