#include "methods/display_names.h"
#include "methods/methods_parts.h"
#include "methods/plain_values.h"
#include "methods/user_context.h"

namespace outfield::methods {
namespace {

std::string text_or(const Values& values, std::string_view name, std::string_view otherwise) {
    auto text = text_of(values, name);
    return text.empty() ? std::string(otherwise) : text;
}

Values user_values(Instance& instance, RecordId user, const std::vector<std::string>& fields) {
    const auto records = instance.records().read("res.users", {user}, fields);
    return records.empty() ? Values() : records.front().values;
}

wire::Struct companies_of(Instance& instance, RecordId company) {
    wire::Struct allowed;
    for (const auto& [id, name] : display_names(instance, "res.company", {company}))
        allowed.set(std::to_string(id), wire::Struct{{"id", id}, {"name", name}, {"sequence", 0}});
    return {{"current_company", company}, {"allowed_companies", std::move(allowed)}};
}

}  // namespace

wire::Struct user_context(Instance& instance, const access::Identity& identity) {
    const auto values = user_values(instance, identity.user, {"lang", "tz"});
    return {{"lang", text_or(values, "lang", "en_US")},
            {"tz", text_or(values, "tz", "UTC")},
            {"uid", identity.user}};
}

wire::Struct Methods::session_info(const access::Identity& identity, std::string_view database) const {
    auto& instance = parts_->instance;
    const auto values = user_values(instance, identity.user, {"partner_id"});
    const auto partner = values.find("partner_id");
    wire::Struct info{{"uid", identity.user},
                      {"is_system", identity.is_administrator},
                      {"is_admin", identity.is_administrator},
                      {"user_context", user_context(instance, identity)},
                      {"db", database}};
    for (auto& [name, value] : version())
        if (name == "server_version" || name == "server_version_info") info.set(name, std::move(value));
    info.set("name", identity.name);
    info.set("username", identity.login);
    info.set("partner_display_name", identity.name);
    info.set("company_id", identity.company == 0 ? wire::Value(false) : wire::Value(identity.company));
    info.set("partner_id", partner == values.end() ? wire::Value(false)
                                                   : plain_to_wire(FieldType::many2one, partner->second));
    info.set("user_companies", companies_of(instance, identity.company));
    info.set("user_id", wire::List{identity.user});
    info.set("active_ids_limit", 20000);
    return info;
}

}  // namespace outfield::methods
