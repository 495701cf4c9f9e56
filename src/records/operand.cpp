#include "records/operand.h"

#include <fmt/format.h>

#include <charconv>
#include <cmath>

#include "base/text.h"
#include "records/columns.h"
#include "records/dates.h"
#include "records/leaf_fault.h"

namespace outfield {
namespace {

// Of bytes. It is held against each place of a text: 1 KB against 1 MB takes two seconds, and nothing ends
// that earlier.
constexpr std::size_t longest_pattern = 1000;

[[noreturn]] void refuse(const Field& field) {
    throw LeafFault{
        {}, fmt::format("a field of type {} is not compared with such a value", to_string(field.type))};
}

// Clients that have a number from a form send it as text.
template <typename Number>
Number number_in(const Field& field, const std::string& text) {
    Number number{};
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc{} || end != text.data() + text.size()) refuse(field);
    return number;
}

sql::Column number_value(const Field& field, const Leaf::Scalar& scalar) {
    if (const auto* text = std::get_if<std::string>(&scalar)) {
        if (field.type == FieldType::integer) return number_in<std::int64_t>(field, *text);
        if (field.type != FieldType::floating) refuse(field);
        const auto number = number_in<double>(field, *text);
        if (!std::isfinite(number)) refuse(field);
        return number;
    }
    if (const auto* integer = std::get_if<std::int64_t>(&scalar)) {
        if (field.type == FieldType::floating) return static_cast<double>(*integer);
        if (field.type == FieldType::boolean && *integer != 0 && *integer != 1) refuse(field);
        return *integer;
    }
    const auto* real = std::get_if<double>(&scalar);
    if (real != nullptr && std::isfinite(*real) && field.type == FieldType::floating) return *real;
    if (real != nullptr && field.type == FieldType::integer && std::trunc(*real) == *real &&
        std::abs(*real) < 9.2e18)
        return static_cast<std::int64_t>(*real);
    const auto* flag = std::get_if<bool>(&scalar);
    if (flag != nullptr && field.type == FieldType::boolean) return std::int64_t{*flag ? 1 : 0};
    refuse(field);
}

sql::Column time_value(const Field& field, const std::string& text) {
    const bool date = valid_date(text), datetime = valid_datetime(text);
    if (!date && !datetime)
        throw LeafFault{{}, fmt::format("{} is no {}", in_quotes(text, 80), to_string(field.type))};
    if (field.type == FieldType::date) return text.substr(0, 10);
    return date ? text + " 00:00:00" : text;
}

void check_text(const std::string& text) {
    if (!valid_utf8(text)) throw LeafFault{{}, "the text is not valid UTF-8"};
    if (text.find('\0') != std::string::npos) throw LeafFault{{}, "the text has a NUL"};
}

}  // namespace

sql::Column operand_value(const Field& field, const Leaf::Scalar& scalar) {
    if (column_type(field.type) != ColumnType::text) return number_value(field, scalar);
    const auto* text = std::get_if<std::string>(&scalar);
    if (text == nullptr) refuse(field);
    check_text(*text);
    const bool time = field.type == FieldType::date || field.type == FieldType::datetime;
    return time ? time_value(field, *text) : *text;
}

std::string pattern_text(const Leaf::Scalar& scalar) {
    const auto* text = std::get_if<std::string>(&scalar);
    if (text == nullptr) {
        const auto* flag = std::get_if<bool>(&scalar);
        if (std::holds_alternative<std::monostate>(scalar) || (flag != nullptr && !*flag)) return {};
        throw LeafFault{{}, "a pattern must be text"};
    }
    check_text(*text);
    if (text->size() > longest_pattern)
        throw LeafFault{{}, fmt::format("a pattern has at most {} bytes", longest_pattern)};
    return *text;
}

}  // namespace outfield
