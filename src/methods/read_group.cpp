// read_group.
#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "methods/display_names.h"
#include "methods/domains.h"
#include "methods/guarded_fields.h"
#include "methods/model_rules.h"
#include "methods/periods.h"
#include "methods/plain_values.h"
#include "methods/refusals.h"
#include "methods/table.h"
#include "records/columns.h"

namespace outfield::methods {
namespace {

// Bytes in memory: lines repeat domains, names and contexts.
constexpr std::size_t longest_answer = 64U << 20U;

std::size_t memory_of(const wire::Value& value) {
    std::size_t bytes = sizeof(wire::Value);
    if (const auto* text = value.as<std::string>()) bytes += text->size();
    if (const auto* list = value.as<wire::List>())
        for (const auto& item : *list) bytes += memory_of(item);
    if (const auto* members = value.as<wire::Struct>())
        for (const auto& [name, member] : *members) bytes += name.size() + memory_of(member);
    return bytes;
}

// "date:month": how the client says it, and how Records does.
struct Key {
    std::string asked, field, part;
    FieldType type = FieldType::character;
    std::string target;  // of a many2one

    std::string spelt() const { return part.empty() ? field : field + ':' + part; }
};

// What the client wants to know of a field, and under which name.
struct Sum {
    std::string name, field, function;
};

const Field& field_of(const Request& request, const std::string& name) {
    const auto* field = find_with_common(request.model, name);
    if (field == nullptr) refuse_field(request.model.name, name);
    return *field;
}

Key key_of(const Request& request, const std::string& asked) {
    const auto colon = std::min(asked.find(':'), asked.size());
    Key key{asked, asked.substr(0, colon), {}, {}, {}};
    if (key.field == "__last_update") key.field = "write_date";
    const auto& field = field_of(request, key.field);
    if (colon != asked.size()) key.part = asked.substr(colon + 1);
    require_unguarded(request, key.field);
    if (request.rules.is_computed(key.field)) refuse_field(request.model.name, key.field);
    key.type = field.type;
    key.target = field.model;
    if (key.part.empty() && (field.type == FieldType::date || field.type == FieldType::datetime))
        key.part = "month";
    return key;
}

bool is_number(FieldType type) {
    return type == FieldType::integer || type == FieldType::floating;
}

// "amount", "amount:avg" or "total:sum(amount)"; nothing for what is neither told a function nor a number.
std::optional<Sum> sum_of(const Request& request, const std::string& asked) {
    const auto colon = asked.find(':');
    if (colon == asked.npos) {
        const auto* field = find_with_common(request.model, asked);
        if (field == nullptr || asked == "id" || !is_number(field->type)) return std::nullopt;
        return Sum{asked, asked, "sum"};
    }
    const auto name = asked.substr(0, colon), rest = asked.substr(colon + 1);
    const auto open = rest.find('(');
    if (open == rest.npos) return Sum{name, name, rest};
    if (!rest.ends_with(')')) refuse(fmt::format("Invalid field specification '{}'.", asked.substr(0, 80)));
    return Sum{name, rest.substr(open + 1, rest.size() - open - 2), rest.substr(0, open)};
}

std::vector<Sum> sums_of(const Request& request, const std::vector<Key>& keys) {
    auto asked = request.arguments.texts("fields");
    if (asked.empty())
        for (const auto& field : request.model.fields)
            if (is_number(field.field.type)) asked.push_back(field.name);
    std::vector<Sum> sums;
    for (const auto& text : asked) {
        const auto sum = sum_of(request, text);
        if (!sum || std::ranges::find(keys, sum->field, &Key::field) != keys.end()) continue;
        field_of(request, sum->field);
        require_unguarded(request, sum->field);
        if (request.rules.is_computed(sum->field)) refuse_field(request.model.name, sum->field);
        if (std::ranges::find(sums, sum->name, &Sum::name) != sums.end())
            refuse(fmt::format("read_group(): the name {} is used twice", in_quotes(sum->name, 80)));
        sums.push_back(*sum);
    }
    return sums;
}

// Records adds the function to the name of a field of which it is asked for several.
const Value& summed(const RecordGroup& group, const Sum& sum) {
    const auto alone = group.aggregates.find(sum.field);
    return alone != group.aggregates.end() ? alone->second
                                           : group.aggregates.at(sum.field + ':' + sum.function);
}

class Lines {
  public:
    explicit Lines(const Request& request) : request_(request) {
        const auto by = request.arguments.texts("groupby");
        const bool lazy = request.arguments.flag("lazy", true) && !by.empty();
        for (const auto& name : by) {
            if (lazy && !keys_.empty())
                rest_.emplace_back(name);
            else
                keys_.push_back(key_of(request, name));
        }
        sums_ = sums_of(request, keys_);
        count_name_ = lazy ? keys_.front().field + "_count" : "__count";
    }

    wire::List run() {
        std::vector<std::string> by;
        for (const auto& key : keys_) by.push_back(key.spelt());
        std::vector<Aggregate> aggregates;
        for (const auto& sum : sums_) aggregates.push_back({sum.field, sum.function});
        const auto domain = domain_of(request_, request_.arguments.find("domain"));
        const auto groups = request_.records().group(request_.model.name, visible_domain(request_, domain),
                                                     by, aggregates, page());
        find_names(groups);
        wire::List lines;
        std::size_t bytes = 0;
        for (const auto& group : groups) {
            bytes += memory_of(lines.emplace_back(line(group)));
            if (bytes > longest_answer)
                refuse(
                    fmt::format("the lines of {} groups repeat too much: ask with a limit, or with a shorter "
                                "domain and groupby",
                                groups.size()));
        }
        return lines;
    }

  private:
    SearchOptions page() const {
        const auto& arguments = request_.arguments;
        auto order = arguments.text("orderby");
        for (const auto& key : keys_)  // a date stands for the part of it by which it is grouped
            if (!key.part.empty() && (order == key.field || order.starts_with(key.field + ' ')))
                order = key.spelt() + order.substr(key.field.size());
        return {arguments.number("offset").value_or(0), arguments.number("limit"), std::move(order)};
    }

    void find_names(const std::vector<RecordGroup>& groups) {
        for (const auto& key : keys_) {
            if (key.type != FieldType::many2one) continue;
            RecordIds ids;
            for (const auto& group : groups)
                if (const auto* id = std::get_if<RecordId>(&group.key.find(key.spelt())->second))
                    ids.push_back(*id);
            names_[key.asked] = display_names(request_.instance, key.target, ids);
        }
    }

    wire::Struct line(const RecordGroup& group) const {
        wire::Struct out, ranges;
        wire::List domain;
        for (const auto& key : keys_) add_key(key, group.key.find(key.spelt())->second, out, ranges, domain);
        out.set(count_name_, static_cast<std::int64_t>(group.count));
        for (const auto& sum : sums_)
            out.set(sum.name, plain_to_wire(field_of(request_, sum.field).type, summed(group, sum)));
        const auto* asked = request_.arguments.find("domain");
        if (asked != nullptr && asked->as<wire::List>() != nullptr)
            domain.insert(domain.end(), asked->as<wire::List>()->begin(), asked->as<wire::List>()->end());
        out.set("__domain", std::move(domain));
        if (!ranges.empty()) out.set("__range", std::move(ranges));
        if (!rest_.empty()) out.set("__context", wire::Struct{{"group_by", rest_}});
        return out;
    }

    void add_key(const Key& key, const Value& value, wire::Struct& out, wire::Struct& ranges,
                 wire::List& domain) const {
        const auto* text = std::get_if<std::string>(&value);
        if (!key.part.empty() && text != nullptr) {
            auto period = period_of(key.part, *text);
            if (key.type == FieldType::datetime)
                for (auto* day : {&period.from, &period.to}) *day += " 00:00:00";
            out.set(key.asked, period.label);
            ranges.set(key.asked, wire::Struct{{"from", period.from}, {"to", period.to}});
            domain.emplace_back("&");
            domain.emplace_back(wire::List{key.field, ">=", period.from});
            domain.emplace_back(wire::List{key.field, "<", period.to});
            return;
        }
        const bool set = !std::holds_alternative<std::monostate>(value);
        if (!key.part.empty()) ranges.set(key.asked, false);
        domain.emplace_back(
            wire::List{key.field, "=", set ? plain_to_wire(key.type, value) : wire::Value(false)});
        out.set(key.asked, set ? shown(key, value) : wire::Value(false));
    }

    wire::Value shown(const Key& key, const Value& value) const {
        if (key.type != FieldType::many2one) return plain_to_wire(key.type, value);
        const auto id = std::get<RecordId>(value);
        const auto& names = names_.at(key.asked);
        const auto name = names.find(id);
        return wire::List{id, name == names.end() ? std::string() : name->second};
    }

    const Request& request_;
    std::vector<Key> keys_;
    std::vector<Sum> sums_;
    wire::List rest_;
    std::string count_name_;
    std::map<std::string, DisplayNames> names_;
};

wire::Value read_group(const Request& request) {
    request.require(access::Right::read);
    return Lines(request).run();
}

}  // namespace

std::vector<Method> group_methods() {
    return {{"read_group",
             Purpose::asks,
             {"domain|args", "fields", "groupby", "offset", "limit", "orderby", "lazy"},
             read_group}};
}

}  // namespace outfield::methods
