#include "methods/domains.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>

#include "base/text.h"
#include "methods/guarded_fields.h"
#include "methods/model_rules.h"
#include "methods/shown.h"
#include "records/columns.h"
#include "records/comparison.h"

namespace outfield::methods {
namespace {

[[noreturn]] void refuse_leaf(const wire::Value& leaf) {
    refuse("Invalid leaf " + shown(leaf));
}

Leaf::Scalar scalar_of(const wire::Value& value, const wire::Value& leaf) {
    if (std::holds_alternative<std::monostate>(value)) return std::monostate{};
    if (const auto* flag = value.as<bool>()) return *flag;
    if (const auto* number = value.as<std::int64_t>()) return *number;
    if (const auto* real = value.as<double>(); real != nullptr && std::isfinite(*real)) return *real;
    if (const auto* text = value.as<std::string>()) return *text;
    refuse_leaf(leaf);
}

Leaf::Operand operand_of(const wire::Value& value, const wire::Value& leaf) {
    if (const auto* list = value.as<wire::List>()) {
        std::vector<Leaf::Scalar> scalars;
        scalars.reserve(list->size());
        for (const auto& item : *list) scalars.push_back(scalar_of(item, leaf));
        return scalars;
    }
    return std::visit([](auto scalar) { return Leaf::Operand(std::move(scalar)); }, scalar_of(value, leaf));
}

// The fields that every model has for its readers alone.
std::string known_field(const Request& request, const std::string& path) {
    if (path == "__last_update") return "write_date";
    if (path == "display_name") return request.model.find("name") != nullptr ? "name" : "id";
    if (request.rules.is_computed(path))
        refuse(fmt::format("field '{}' of {} is made when it is read: nothing is searched by it", path,
                           request.model.name));
    const auto* extra = request.rules.find(path);
    return extra != nullptr && !extra->source.empty() ? extra->source : path;
}

// Whether comparing a relation so tells more of its other side than which records those are.
bool looks_across(const Leaf& leaf) {
    const auto condition = condition_of(leaf);
    if (!condition) return false;  // Records says what is wrong
    return is_pattern(condition->comparison) || condition->comparison == Comparison::child_of ||
           condition->comparison == Comparison::parent_of || has_text(condition->operand);
}

void require_searchable(const Request& request, const std::string& model) {
    request.require(access::Right::read, model);
    if (rules_of(model).visible != nullptr && !request.caller.identity.is_administrator)
        throw Refusal(Refusal::Kind::access, fmt::format("{} is searched by itself, not by a path", model));
}

// What a domain says of the records of a model tells something about them.
void require_leaf(const Request& request, const Leaf& leaf) {
    std::string_view path = leaf.field;
    const Model* model = &request.model;
    for (bool is_first = true;; is_first = false) {
        const auto dot = path.find('.');
        const bool is_last = dot == path.npos;
        const auto* field = find_with_common(*model, path.substr(0, dot));
        if (!is_first) require_unguarded(request.on(model->name), path.substr(0, dot));
        if (field == nullptr || field->model.empty()) return;  // Records says what is wrong
        if (!is_last || looks_across(leaf)) require_searchable(request, field->model);
        if (is_last) return;
        model = &request.instance.registry().model(field->model);
        path.remove_prefix(dot + 1);
    }
}

// OpenERP's leaves of constants: (1, '=', 1) and (0, '=', 1).
Leaf constant_leaf(const wire::List& parts, const wire::Value& leaf) {
    const auto* left = parts[0].as<std::int64_t>();
    const auto* op = parts[1].as<std::string>();
    const auto* right = parts[2].as<std::int64_t>();
    if (left == nullptr || op == nullptr || right == nullptr || *op != "=" || *right != 1 || *left < 0 ||
        *left > 1)
        refuse_leaf(leaf);
    return {"id", *left == 1 ? "!=" : "=", {}};
}

Leaf leaf_of(const Request& request, const wire::Value& value) {
    const auto* parts = value.as<wire::List>();
    if (parts == nullptr || parts->size() != 3) refuse_leaf(value);
    const auto* path = (*parts)[0].as<std::string>();
    if (path == nullptr) return constant_leaf(*parts, value);
    const auto* op = (*parts)[1].as<std::string>();
    if (op == nullptr) refuse_leaf(value);
    const Leaf leaf{*path, *op, operand_of((*parts)[2], value)};
    require_leaf(request, leaf);
    return {known_field(request, *path), leaf.op, leaf.operand};
}

Domain::Operator operator_of(const std::string& text, const wire::Value& term) {
    if (text == "&") return Domain::all;
    if (text == "|") return Domain::any;
    if (text == "!") return Domain::none;
    refuse_leaf(term);
}

void add_term(const Request& request, const wire::Value& value, std::vector<Domain::Term>& terms) {
    if (const auto* text = value.as<std::string>()) {
        terms.emplace_back(operator_of(*text, value));
        return;
    }
    auto leaf = leaf_of(request, value);
    if (is_guarded(request, leaf.field.substr(0, leaf.field.find('.')))) {
        terms.emplace_back(Domain::all);
        terms.emplace_back(Leaf{"id", "=", own_record(request)});
    }
    terms.emplace_back(std::move(leaf));
}

bool names_field(const Domain& domain, std::string_view field) {
    return std::ranges::any_of(domain.terms(), [&](const Domain::Term& term) {
        const auto* leaf = std::get_if<Leaf>(&term);
        return leaf != nullptr && leaf->field == field;
    });
}

bool hides_archived(const Request& request, const Domain& domain) {
    const auto* active = request.model.find("active");
    if (active == nullptr || active->type != FieldType::boolean) return false;
    const auto* test = request.caller.context.find("active_test");
    return (test == nullptr || request.context_flag("active_test")) && !names_field(domain, "active");
}

}  // namespace

Domain domain_of(const Request& request, const wire::Value* value) {
    if (value == nullptr || value->is_unset()) return {};
    const auto* list = value->as<wire::List>();
    if (list == nullptr)
        refuse(fmt::format("Invalid domain: it is a {}, not a list of leaves", wire::type_name(*value)));
    std::vector<Domain::Term> terms;
    terms.reserve(list->size());
    for (const auto& item : *list) add_term(request, item, terms);
    return Domain(std::move(terms));
}

Domain visible_domain(const Request& request, const Domain& domain) {
    std::vector<Domain::Term> terms;
    if (request.rules.visible != nullptr) terms = request.rules.visible(request);
    if (hides_archived(request, domain)) terms.emplace_back(Leaf{"active", "=", true});
    // Behind the whole terms above: what is wrong with the domain cannot reach into them.
    terms.insert(terms.end(), domain.terms().begin(), domain.terms().end());
    return Domain(std::move(terms));
}

std::string order_of(const Request& request, std::string_view order) {
    std::string known;
    for (const auto part : split(order, ',')) {
        const auto clause = trim(part);
        const auto end = clause.find(' ');
        if (!clause.empty()) require_unguarded(request, clause.substr(0, end));
        if (request.rules.is_computed(clause.substr(0, end))) continue;
        if (!known.empty()) known += ',';
        known += known_field(request, std::string(clause.substr(0, end)));
        if (end != clause.npos) known += clause.substr(end);
    }
    return known;
}

void require_visible(const Request& request, const RecordIds& ids) {
    if (request.rules.visible == nullptr || ids.empty() || request.caller.identity.is_administrator) return;
    auto terms = request.rules.visible(request);
    terms.emplace_back(Leaf{"id", "in", std::vector<Leaf::Scalar>(ids.begin(), ids.end())});
    const auto visible = request.records().search(request.model.name, Domain(std::move(terms)));
    const std::set<RecordId> seen(visible.begin(), visible.end());
    for (const auto id : ids)
        if (!seen.contains(id))
            throw Refusal(Refusal::Kind::access,
                          fmt::format("You are not allowed to access {},{}: it belongs to a record that you "
                                      "may not read, or to another user",
                                      request.model.name, id));
}

}  // namespace outfield::methods
