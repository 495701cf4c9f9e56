// The names by which an administrator calls things: rules, and how they are found.
#pragma once

#include <string_view>

#include "catalog/configurations.h"
#include "catalog/containers.h"
#include "sql/database.h"

namespace outfield {

// The model whose records hold objects that belong to no other record.
inline constexpr std::string_view loose_model = "ir.attachment";

// The models as which clients see configurations and containers: what the audit log calls them.
inline constexpr std::string_view configuration_model = "external.storage.configuration";
inline constexpr std::string_view container_model = "external.storage.container";

// Throws ErrorKind::invalid unless it is [a-z0-9][a-z0-9_-]{0,62} and not the name of a kind.
void check_configuration_name(std::string_view name);

// Throws ErrorKind::invalid unless it is "" or segments of the key alphabet, ending in '/', at most 200
// characters.
void check_key_prefix(std::string_view prefix);

// What is not in the catalog is ours to remove or to adopt only under the container's key prefix (conflict),
// and never when it is the marker of an environment (invalid).
void check_stray_key(const catalog::Container& container, std::string_view key);

// conflict, with the row's place, when some row of the catalog names the object (catalog/naming.h).
void require_unnamed(sql::Connection& connection, const catalog::Container& container, std::string_view key);

// not_found with the nearest name.
catalog::Configuration find_configuration(sql::Connection& connection, std::string_view name);

// "CONFIGURATION/NAME", or NAME where only one configuration has it; invalid when several have.
catalog::Container find_container(sql::Connection& connection, std::string_view name);

}  // namespace outfield
