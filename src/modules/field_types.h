// The field types by the names that OpenERP and the manifests give them.
#pragma once

#include <outfield/fields.h>

#include <optional>
#include <span>
#include <string_view>

namespace outfield {

// In the order of FieldType.
std::span<const std::string_view> field_type_names() noexcept;

std::optional<FieldType> field_type(std::string_view name) noexcept;

}  // namespace outfield
