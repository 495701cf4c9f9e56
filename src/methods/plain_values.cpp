#include "methods/plain_values.h"

#include <fmt/format.h>

#include <charconv>
#include <cmath>
#include <span>

#include "methods/arguments.h"
#include "methods/refusals.h"

namespace outfield::methods {
namespace {

constexpr std::uint64_t longest_text = 16U << 20U;  // bytes of a text that is no file

// What stands in the way, as the end of a sentence.
struct Misfit {
    std::string wanted;
};

[[noreturn]] void misfit(std::string_view wanted, const wire::Value& value) {
    throw Misfit{fmt::format("{}, not {}", wanted, wire::type_name(value))};
}

bool is_unset(const wire::Value& value) {
    if (std::holds_alternative<std::monostate>(value)) return true;
    if (const auto* flag = value.as<bool>()) return !*flag;
    const auto* text = value.as<std::string>();
    return text != nullptr && text->empty();
}

std::string whole_text(const wire::LongText& text) {
    if (text.size() > longest_text)
        throw Misfit{fmt::format("a text of at most {} bytes, not {}", longest_text, text.size())};
    std::string whole(text.size(), '\0');
    const auto source = text.open();
    auto rest = std::as_writable_bytes(std::span(whole));
    while (!rest.empty()) {
        const auto count = source->read(rest);
        if (count == 0) throw Error(ErrorKind::corrupt, "a text of the request ended early");
        rest = rest.subspan(count);
    }
    return whole;
}

std::string text_from(const wire::Value& value) {
    if (const auto* text = value.as<std::string>()) return *text;
    if (const auto* text = value.as<std::shared_ptr<const wire::LongText>>()) return whole_text(**text);
    misfit("a text", value);
}

// A date may come with a time and the other way round, as in OpenERP.
std::string moment_from(FieldType type, const wire::Value& value) {
    auto text = text_from(value);
    if (type == FieldType::date && text.size() == 19) text.resize(10);
    if (type == FieldType::datetime && text.size() == 10) text += " 00:00:00";
    return text;
}

// The whole text in decimal. Forms and scripts send numbers so, and Odoo takes them.
template <typename Number>
std::optional<Number> number_in(std::string_view text) {
    if (text.starts_with('+')) {
        text.remove_prefix(1);
        if (text.starts_with('-')) return std::nullopt;
    }
    Number number{};
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    return number;
}

std::optional<std::int64_t> whole_number(const wire::Value& value) {
    const auto* text = value.as<std::string>();
    return text != nullptr ? number_in<std::int64_t>(*text) : integer_of(value);
}

std::int64_t integer_from(const wire::Value& value) {
    if (const auto* flag = value.as<bool>()) return *flag ? 1 : 0;
    const auto number = whole_number(value);
    if (!number) misfit("an integer", value);
    return *number;
}

double real_from(const wire::Value& value) {
    if (const auto* real = value.as<double>()) return *real;
    if (const auto* whole = value.as<std::int64_t>()) return static_cast<double>(*whole);
    if (const auto* flag = value.as<bool>()) return *flag ? 1 : 0;
    const auto* text = value.as<std::string>();
    const auto number = text != nullptr ? number_in<double>(*text) : std::nullopt;
    if (!number || !std::isfinite(*number)) misfit("a number", value);
    return *number;
}

bool flag_from(const wire::Value& value) {
    if (const auto* flag = value.as<bool>()) return *flag;
    const auto number = integer_of(value);
    if (!number) misfit("true or false", value);
    return *number != 0;
}

// An id, or the pair [id, name] in which it was read. No record has the id 0.
Value record_from(const wire::Value& value) {
    const auto* pair = value.as<wire::List>();
    const bool is_pair = pair != nullptr && pair->size() == 2 && pair->back().as<std::string>() != nullptr;
    const auto id = whole_number(is_pair ? pair->front() : value);
    if (!id) misfit("the id of a record", value);
    return *id == 0 ? Value() : Value(*id);
}

Value from(const Field& field, const wire::Value& value) {
    if (is_unset(value)) return field.type == FieldType::boolean ? Value(false) : Value();
    switch (field.type) {
        case FieldType::integer:
            return integer_from(value);
        case FieldType::floating:
            return real_from(value);
        case FieldType::boolean:
            return flag_from(value);
        case FieldType::many2one:
            return record_from(value);
        case FieldType::date:
        case FieldType::datetime:
            return moment_from(field.type, value);
        default:
            return text_from(value);
    }
}

struct ToWire {
    wire::Value operator()(bool flag) const { return flag; }
    wire::Value operator()(std::int64_t number) const { return number; }
    wire::Value operator()(double number) const { return number; }
    wire::Value operator()(const std::string& text) const { return text; }
    wire::Value operator()(const RecordIds& ids) const { return wire::List(ids.begin(), ids.end()); }
    template <typename T>
    wire::Value operator()(const T&) const {
        return false;
    }
};

}  // namespace

wire::Value plain_to_wire(FieldType type, const Value& value) {
    if (std::holds_alternative<std::monostate>(value)) {
        if (type == FieldType::integer) return 0;
        if (type == FieldType::floating) return 0.0;
    }
    return std::visit(ToWire{}, value);
}

std::string text_of(const Values& values, std::string_view name) {
    const auto found = values.find(name);
    const auto* text = found == values.end() ? nullptr : std::get_if<std::string>(&found->second);
    return text == nullptr ? "" : *text;
}

Value plain_from_wire(std::string_view model, std::string_view name, const Field& field,
                      const wire::Value& value) {
    try {
        return from(field, value);
    } catch (const Misfit& misfit) {
        throw Refusal(Refusal::Kind::validation,
                      fmt::format("model '{}', field '{}' takes {}", model, name, misfit.wanted));
    }
}

}  // namespace outfield::methods
