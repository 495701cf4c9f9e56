// The rules on names. Each function gives the reason why a name is refused, as the end of a sentence, or
// nothing when it is good.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace outfield {

std::optional<std::string> module_name_fault(std::string_view name);
std::optional<std::string> model_name_fault(std::string_view name);
std::optional<std::string> field_name_fault(std::string_view name);
// With the module that declares it: "sale.manager".
std::optional<std::string> group_name_fault(std::string_view name, std::string_view module);

// Whether it is a kind that a field may name: "s3", "ftp", "directory", "database". No storage configuration
// has such a name. What opens a store of each kind stands in connections/stack.h.
bool names_a_kind(std::string_view store) noexcept;

// A store is "" or "database", a kind ("s3", "ftp", "directory") or the name of a storage configuration,
// which need not exist yet.
std::optional<std::string> store_fault(std::string_view store);

// The kind that was probably meant by a good store name that is none: "s3" for "s4".
std::optional<std::string> misspelt_kind(std::string_view store);

}  // namespace outfield
