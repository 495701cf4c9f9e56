#include "modules/field_types.h"

#include <array>

namespace outfield {

static constexpr std::array<std::string_view, 12> names{"char",     "text",     "integer",   "float",
                                                        "boolean",  "date",     "datetime",  "selection",
                                                        "many2one", "one2many", "many2many", "binary"};

std::span<const std::string_view> field_type_names() noexcept {
    return names;
}

std::optional<FieldType> field_type(std::string_view name) noexcept {
    for (std::size_t i = 0; i < names.size(); ++i)
        if (names[i] == name) return static_cast<FieldType>(i);
    return std::nullopt;
}

}  // namespace outfield
