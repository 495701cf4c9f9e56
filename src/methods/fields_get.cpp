// fields_get.
#include <algorithm>

#include "methods/model_rules.h"
#include "methods/table.h"
#include "records/columns.h"

namespace outfield::methods {
namespace {

// OpenERP answers true for what is stored; a binary field says where its files live.
wire::Value store_of(const Field& field, bool stored) {
    if (field.type == FieldType::binary && stored) return field.store.empty() ? "database" : field.store;
    return stored;
}

wire::List choices_of(const Field& field) {
    wire::List choices;
    for (const auto& [value, label] : field.choices) choices.emplace_back(wire::List{value, label});
    return choices;
}

wire::Struct description(const Field& field, bool readonly, bool stored) {
    const bool has_order = stored && has_column(field.type);
    wire::Struct out{{"type", to_string(field.type)},
                     {"string", field.label},
                     {"required", field.required},
                     {"readonly", readonly},
                     {"store", store_of(field, stored)},
                     {"searchable", stored},
                     {"sortable", has_order},
                     {"groupable", has_order},
                     {"manual", false},
                     {"company_dependent", false},
                     {"depends", wire::List{}},
                     {"change_default", false}};
    out.set("help", field.help.empty() ? wire::Value(false) : wire::Value(field.help));
    if (field.type == FieldType::selection) out.set("selection", choices_of(field));
    if (field.type == FieldType::character && field.size != 0)
        out.set("size", static_cast<std::int64_t>(field.size));
    if (!field.model.empty()) {
        out.set("relation", field.model);
        out.set("domain", wire::List{});
        out.set("context", wire::Struct{});
    }
    if (field.type == FieldType::one2many) out.set("relation_field", field.inverse);
    return out;
}

class Describing {
  public:
    explicit Describing(const Request& request)
        : wanted_(request.arguments.texts("allfields")), attributes_(request.arguments.texts("attributes")) {}

    void add(std::string_view name, const Field& field, bool readonly, bool stored) {
        if (!wanted_.empty() && std::ranges::find(wanted_, name) == wanted_.end()) return;
        if (answer.find(name) != nullptr) return;
        auto all = description(field, readonly, stored);
        if (!attributes_.empty())
            std::erase_if(all, [&](const auto& member) {
                return std::ranges::find(attributes_, member.first) == attributes_.end();
            });
        answer.emplace_back(std::string(name), std::move(all));
    }

    wire::Struct answer;

  private:
    std::vector<std::string> wanted_, attributes_;
};

void add_common(Describing& describing, const Model& model) {
    const auto add = [&](std::string_view name, std::string_view label) {
        auto field = *find_with_common(model, name);
        field.label = label;
        field.required = false;
        describing.add(name, field, true, true);
    };
    add("id", "ID");
    add("create_date", "Created on");
    add("create_uid", "Created by");
    add("write_date", "Last Updated on");
    add("write_uid", "Last Updated by");
    describing.add("display_name", fields::character("Display Name"), true, false);
    describing.add("__last_update", fields::datetime("Last Modified on"), true, false);
}

bool can_write(const Request& request, std::string_view field) {
    if (request.rules.writable == nullptr) return true;
    const auto writable = request.rules.writable(request.model);
    return std::ranges::find(writable, field) != writable.end();
}

wire::Value fields_get(const Request& request) {
    request.require(access::Right::read);
    Describing describing(request);
    for (const auto& [name, field, origin] : request.model.fields)
        describing.add(name, field, !can_write(request, name), !request.rules.is_computed(name));
    for (const auto& extra : request.rules.extra_fields)
        describing.add(extra.named.name, extra.named.field, !extra.writable, false);
    add_common(describing, request.model);
    return std::move(describing.answer);
}

}  // namespace

std::vector<Method> field_methods() {
    return {{"fields_get", Purpose::asks, {"allfields|fields", "attributes"}, fields_get}};
}

}  // namespace outfield::methods
