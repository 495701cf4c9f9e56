#include "methods/plain_values.h"

#include <fmt/format.h>

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
    throw Misfit{fmt::format("a text, not {}", wire::type_name(value))};
}

// A date may come with a time and the other way round, as in OpenERP.
std::string moment_from(FieldType type, const wire::Value& value) {
    auto text = text_from(value);
    if (type == FieldType::date && text.size() == 19) text.resize(10);
    if (type == FieldType::datetime && text.size() == 10) text += " 00:00:00";
    return text;
}

std::int64_t integer_from(const wire::Value& value) {
    if (const auto* flag = value.as<bool>()) return *flag ? 1 : 0;
    const auto number = integer_of(value);
    if (!number) throw Misfit{fmt::format("an integer, not {}", wire::type_name(value))};
    return *number;
}

double real_from(const wire::Value& value) {
    if (const auto* real = value.as<double>()) return *real;
    return static_cast<double>(integer_from(value));
}

bool flag_from(const wire::Value& value) {
    if (const auto* flag = value.as<bool>()) return *flag;
    return integer_from(value) != 0;
}

// An id, or the pair [id, name] in which it was read.
std::int64_t record_from(const wire::Value& value) {
    const auto* pair = value.as<wire::List>();
    const bool is_pair = pair != nullptr && pair->size() == 2 && pair->back().as<std::string>() != nullptr;
    const auto id = integer_of(is_pair ? pair->front() : value);
    if (!id) throw Misfit{fmt::format("the id of a record, not {}", wire::type_name(value))};
    return *id;
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
