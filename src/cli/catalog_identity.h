// Whose a catalog is, seen without opening it as a server does: nothing is created, migrated or changed.
#pragma once

#include <optional>
#include <string>

namespace outfield::cli {

// Throws as sql::open_database, with what to do about a file that is not there; ErrorKind::invalid where
// there is no catalog, or one of a newer program; corrupt. nullopt: a SQLite file whose log lost its index,
// as a copied one may have. Reading it would make the index anew.
std::optional<std::string> identity_of_catalog(const std::string& url);

}  // namespace outfield::cli
