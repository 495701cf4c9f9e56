// What can be said of a field's declaration without knowing the others.
#pragma once

#include <outfield/fields.h>

#include <optional>
#include <string>
#include <string_view>

namespace outfield {

// The reason why it is refused, or nothing.
std::optional<std::string> field_fault(const NamedField& field);

// UTF-8 without NUL: what may stand in labels and in the values of a selection.
bool printable(std::string_view text);

}  // namespace outfield
