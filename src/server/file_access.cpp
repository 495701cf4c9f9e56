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

bool is_author(const access::Identity& identity, const Record& record) {
    const auto found = record.values.find("create_uid");
    const auto* author = found == record.values.end() ? nullptr : std::get_if<RecordId>(&found->second);
    return author && *author == identity.user;
}

// Where an attachment belongs to records of a model, the right on that model counts.
bool may_attachment(Site& site, const access::Identity& identity, RecordId id, access::Right right) {
    const auto records =
        site.instance.records().read(attachment_model, {id}, {"res_model", "public", "create_uid"});
    if (records.empty()) nothing_there();
    const auto& record = records.front();
    if (right == access::Right::read && flag_of(record, "public")) return true;
    const auto owner = text_of(record, "res_model");
    if (site.instance.registry().has_model(owner)) return site.access.may_files(identity, owner, right);
    const bool is_own = owner.empty() && is_author(identity, record);
    return (is_own || identity.is_administrator) && site.access.may_files(identity, attachment_model, right);
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
    const bool may = address.model == attachment_model
                         ? may_attachment(site, identity, address.record, right)
                         : site.access.may_files(identity, address.model, right);
    if (!may)
        throw http::Fault(403, fmt::format("user '{}' may not {} files of {}", identity.login,
                                           to_string(right), address.model));
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
