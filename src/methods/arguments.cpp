#include "methods/arguments.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <unordered_set>

#include "base/text.h"
#include "methods/refusals.h"

namespace outfield::methods {
namespace {

bool is_absent(const wire::Value* value) noexcept {
    if (value == nullptr || std::holds_alternative<std::monostate>(*value)) return true;
    if (const auto* flag = value->as<bool>()) return !*flag;
    const auto* text = value->as<std::string>();
    return text != nullptr && text->empty();
}

std::string_view first_name(Parameter parameter) noexcept {
    return parameter.substr(0, parameter.find('|'));
}

}  // namespace

Arguments::Arguments(std::string_view method, std::span<const Parameter> parameters,
                     std::span<const wire::Value> args, const wire::Struct& kwargs)
    : method_(method), parameters_(parameters), values_(parameters.size()) {
    if (args.size() > parameters.size())
        refuse(fmt::format("{}() takes at most {} arguments but {} were given", method, parameters.size(),
                           args.size()));
    std::ranges::transform(args, values_.begin(), [](const wire::Value& value) { return &value; });
    for (const auto& [keyword, value] : kwargs)
        if (keyword != "context") take_keyword(keyword, value);
}

bool ends_with_context(std::span<const Parameter> parameters, std::span<const wire::Value> args) noexcept {
    if (args.empty() || args.back().as<wire::Struct>() == nullptr) return false;
    if (args.size() > parameters.size()) return true;
    const auto name = first_name(parameters[args.size() - 1]);
    return name != "vals" && name != "vals_list" && name != "default";
}

void Arguments::take_keyword(std::string_view keyword, const wire::Value& value) {
    for (std::size_t i = 0; i < parameters_.size(); ++i)
        for (const auto name : split(parameters_[i], '|')) {
            if (name != keyword) continue;
            if (values_[i] != nullptr)
                refuse(
                    fmt::format("{}() got multiple values for argument {}", method_, in_quotes(keyword, 80)));
            values_[i] = &value;
            return;
        }
    refuse(fmt::format("{}() got an unexpected keyword argument {}", method_, in_quotes(keyword, 80)));
}

std::size_t Arguments::position(std::string_view name) const noexcept {
    const auto found = std::ranges::find(parameters_, name, first_name);
    return static_cast<std::size_t>(found - parameters_.begin());
}

const wire::Value* Arguments::find(std::string_view name) const noexcept {
    const auto at = position(name);
    return at == values_.size() || is_absent(values_[at]) ? nullptr : values_[at];
}

void Arguments::refuse_type(std::string_view name, std::string_view wanted, const wire::Value& value) const {
    refuse(
        fmt::format("{}(): argument '{}' must be {}, not {}", method_, name, wanted, wire::type_name(value)));
}

const wire::Value& Arguments::required(std::string_view name) const {
    const auto* value = find(name);
    if (value == nullptr)
        refuse(fmt::format("{}() missing 1 required positional argument: '{}'", method_, name));
    return *value;
}

RecordIds Arguments::ids(std::string_view name) const {
    const auto* value = find(name);
    if (value == nullptr) return {};
    auto ids = ids_of(*value);
    if (!ids) refuse_type(name, "a record's id or a list of them", *value);
    std::unordered_set<RecordId> seen;
    std::erase_if(*ids, [&](RecordId id) { return !seen.insert(id).second; });
    return std::move(*ids);
}

std::vector<std::string> Arguments::texts(std::string_view name) const {
    const auto* value = find(name);
    if (value == nullptr) return {};
    if (const auto* text = value->as<std::string>()) return {*text};
    const auto* list = value->as<wire::List>();
    if (list == nullptr) refuse_type(name, "a list of texts", *value);
    std::vector<std::string> texts;
    for (const auto& item : *list) {
        const auto* text = item.as<std::string>();
        if (text == nullptr) refuse_type(name, "a list of texts", item);
        texts.push_back(*text);
    }
    return texts;
}

std::string Arguments::text(std::string_view name, std::string_view absent) const {
    const auto* value = find(name);
    if (value == nullptr) return std::string(absent);
    const auto* text = value->as<std::string>();
    if (text == nullptr) refuse_type(name, "a text", *value);
    return *text;
}

bool Arguments::flag(std::string_view name, bool absent) const {
    const auto at = position(name);
    const auto* value = at == values_.size() ? nullptr : values_[at];
    if (value == nullptr) return absent;
    if (const auto* flag = value->as<bool>()) return *flag;
    if (is_absent(value)) return absent;
    const auto number = integer_of(*value);
    if (!number) refuse_type(name, "true or false", *value);
    return *number != 0;
}

std::optional<std::size_t> Arguments::number(std::string_view name) const {
    const auto* value = find(name);
    if (value == nullptr) return std::nullopt;
    const auto number = integer_of(*value);
    if (!number || *number < 0) refuse_type(name, "a number from 0 on", *value);
    return *number == 0 ? std::nullopt : std::optional(static_cast<std::size_t>(*number));
}

const wire::Struct& Arguments::members(std::string_view name) const {
    static const wire::Struct none;
    const auto* value = find(name);
    if (value == nullptr) return none;
    const auto* members = value->as<wire::Struct>();
    if (members == nullptr) refuse_type(name, "a struct", *value);
    return *members;
}

std::optional<std::int64_t> integer_of(const wire::Value& value) noexcept {
    if (const auto* number = value.as<std::int64_t>()) return *number;
    const auto* real = value.as<double>();
    if (real == nullptr || std::trunc(*real) != *real || std::abs(*real) > 9007199254740992.0)
        return std::nullopt;
    return static_cast<std::int64_t>(*real);
}

// Clients that have an id from a form or an address send its digits.
static std::optional<RecordId> id_of(const wire::Value& value) {
    const auto* text = value.as<std::string>();
    if (text == nullptr) return integer_of(value);
    const auto id = parse_unsigned(*text);
    if (!id || *id > INT64_MAX) return std::nullopt;
    return static_cast<RecordId>(*id);
}

std::optional<RecordIds> ids_of(const wire::Value& value) {
    if (const auto id = id_of(value)) return RecordIds{*id};
    const auto* list = value.as<wire::List>();
    if (list == nullptr) return value.is_unset() ? std::optional<RecordIds>{RecordIds{}} : std::nullopt;
    RecordIds ids;
    ids.reserve(list->size());
    for (const auto& item : *list) {
        const auto id = id_of(item);
        if (!id) return std::nullopt;
        ids.push_back(*id);
    }
    return ids;
}

}  // namespace outfield::methods
