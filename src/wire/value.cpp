#include "wire/value.h"

namespace outfield::wire {

const Value* Struct::find(std::string_view name) const noexcept {
    for (const auto& [key, value] : *this)
        if (key == name) return &value;
    return nullptr;
}

void Struct::set(std::string_view name, Value value) {
    for (auto& [key, known] : *this)
        if (key == name) {
            known = std::move(value);
            return;
        }
    emplace_back(std::string(name), std::move(value));
}

bool Value::is_unset() const noexcept {
    if (const auto* flag = as<bool>()) return !*flag;
    if (const auto* text = as<std::string>()) return text->empty();
    if (const auto* list = as<List>()) return list->empty();
    if (const auto* members = as<Struct>()) return members->empty();
    return std::holds_alternative<std::monostate>(*this);
}

std::string_view type_name(const Value& value) noexcept {
    static constexpr std::string_view names[] = {"null", "boolean", "integer", "float", "text",
                                                 "text", "bytes",   "list",    "struct"};
    return names[value.index()];
}

}  // namespace outfield::wire
