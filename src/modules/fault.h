// Refuses a declaration, and says where it stands: "sale.toml:12: module 'sale', model 'sale.document', field
// 'file': reason".
#pragma once

#include <outfield/fields.h>

#include <string_view>

namespace outfield {

[[noreturn]] void refuse(const Module& module, std::string_view reason);
[[noreturn]] void refuse(const Group& group, std::string_view reason);
[[noreturn]] void refuse(const Model& model, std::string_view reason);
[[noreturn]] void refuse(const Model& model, const NamedField& field, std::string_view reason);

}  // namespace outfield
