// The texts of XML-RPC's scalar types as values. Each throws ErrorKind::invalid.
#pragma once

#include <optional>
#include <string_view>

#include "wire/value.h"

namespace outfield::wire {

enum class Scalar { integer, boolean, floating, text, base64, date_time, nil };

// "i4" -> integer; nullopt: there is no such type.
std::optional<Scalar> scalar_named(std::string_view element);

// For every type but text and base64.
Value scalar_value(Scalar type, std::string_view text);

}  // namespace outfield::wire
