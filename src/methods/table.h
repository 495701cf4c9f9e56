// The methods that every model has, by name.
#pragma once

#include <vector>

#include "methods/request.h"

namespace outfield::methods {

// nullptr: there is no such method. Those of the model itself come first.
const Method* find_method(const ModelRules& rules, std::string_view name) noexcept;

// The families, each in a file of its own.
std::vector<Method> search_methods();
std::vector<Method> read_methods();
std::vector<Method> change_methods();
std::vector<Method> copy_methods();
std::vector<Method> name_methods();
std::vector<Method> group_methods();
std::vector<Method> field_methods();
std::vector<Method> right_methods();
std::vector<Method> metadata_methods();

}  // namespace outfield::methods
