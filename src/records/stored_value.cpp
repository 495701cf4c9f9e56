#include "records/stored_value.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "base/text.h"
#include "records/dates.h"

namespace outfield {
namespace {

using Fault = std::optional<std::string>;

std::string_view name_of(const Value& value) {
    static constexpr std::array<std::string_view, 9> names{"nothing",   "a boolean",     "an integer",
                                                           "a float",   "a text",        "a list of ids",
                                                           "an upload", "an attachment", "commands"};
    return names[value.index()];
}

std::size_t code_points(std::string_view text) {
    return static_cast<std::size_t>(std::count_if(
        text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

Fault choice_fault(const Field& field, std::string_view text) {
    std::vector<std::string_view> known;
    for (const auto& [value, label] : field.choices) {
        if (value == text) return std::nullopt;
        known.push_back(value);
    }
    return fmt::format("{} is none of its choices: {}", in_quotes(text, 80), fmt::join(known, ", "));
}

Fault text_fault(const Field& field, const std::string& text) {
    if (!valid_utf8(text)) return "the text is not valid UTF-8";
    if (text.find('\0') != std::string::npos) return "the text has a NUL";
    switch (field.type) {
        case FieldType::character:
            if (field.size == 0 || text.size() <= field.size || code_points(text) <= field.size)
                return std::nullopt;
            return fmt::format("the text has {} characters; at most {} are allowed", code_points(text),
                               field.size);
        case FieldType::date:
            if (valid_date(text)) return std::nullopt;
            return fmt::format("{} is no date like 2026-11-23", in_quotes(text, 80));
        case FieldType::datetime:
            if (valid_datetime(text)) return std::nullopt;
            return fmt::format("{} is no date and time like 2026-11-23 08:30:05", in_quotes(text, 80));
        case FieldType::selection:
            return choice_fault(field, text);
        default:
            return std::nullopt;
    }
}

template <typename T>
Fault fault_unless_holds(const Field& field, const Value& value) {
    if (std::holds_alternative<T>(value)) return std::nullopt;
    return fmt::format("a value of type {} is wanted, not {}", to_string(field.type), name_of(value));
}

}  // namespace

bool is_unset(FieldType type, const Value& value) noexcept {
    if (type == FieldType::boolean) return false;
    if (std::holds_alternative<std::monostate>(value)) return true;
    const auto* flag = std::get_if<bool>(&value);
    return flag != nullptr && !*flag;
}

std::optional<std::string> value_fault(const Field& field, const Value& value) {
    if (is_unset(field.type, value)) return std::nullopt;
    switch (field.type) {
        case FieldType::boolean:
            if (std::holds_alternative<std::monostate>(value)) return std::nullopt;
            return fault_unless_holds<bool>(field, value);
        case FieldType::integer:
        case FieldType::many2one:
            return fault_unless_holds<std::int64_t>(field, value);
        case FieldType::floating:
            if (std::holds_alternative<std::int64_t>(value)) return std::nullopt;
            if (const auto* real = std::get_if<double>(&value); real != nullptr && !std::isfinite(*real))
                return "it is not a finite number";
            return fault_unless_holds<double>(field, value);
        case FieldType::binary:
            return fault_unless_holds<Upload>(field, value);
        case FieldType::one2many:
        case FieldType::many2many:
            if (std::holds_alternative<RecordIds>(value)) return std::nullopt;
            return fault_unless_holds<Commands>(field, value);
        default:
            if (auto fault = fault_unless_holds<std::string>(field, value)) return fault;
            return text_fault(field, std::get<std::string>(value));
    }
}

sql::Parameter stored_value(FieldType type, const Value& value) {
    if (type == FieldType::boolean) {
        const auto* flag = std::get_if<bool>(&value);
        return std::int64_t{flag != nullptr && *flag ? 1 : 0};
    }
    if (const auto* integer = std::get_if<std::int64_t>(&value)) {
        if (type == FieldType::floating) return static_cast<double>(*integer);
        return *integer;
    }
    if (const auto* real = std::get_if<double>(&value)) return *real;
    if (const auto* text = std::get_if<std::string>(&value)) return std::string_view(*text);
    return nullptr;
}

Value value_of(FieldType type, const sql::Row& row, std::size_t column) {
    if (type == FieldType::boolean) return row.optional_integer(column).value_or(0) != 0;
    if (row.is_null(column)) return std::monostate{};
    switch (type) {
        case FieldType::integer:
        case FieldType::many2one:
            return row.integer(column);
        case FieldType::floating:
            // A field that was an integer once keeps its column.
            if (std::holds_alternative<std::int64_t>(row.column(column)))
                return static_cast<double>(row.integer(column));
            return row.real(column);
        default:
            return row.text(column);
    }
}

}  // namespace outfield
