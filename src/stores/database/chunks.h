// The bytes of the database store: rows of chunks beside the catalog's tables (outfield_object,
// outfield_chunk). Used in a caller's transaction for small values, and by database::Store, a transaction for
// each 8 MiB, for large ones.
#pragma once

#include <outfield/storage.h>

#include <cstdint>
#include <optional>

#include "sql/database.h"

namespace outfield::database {

inline constexpr std::size_t chunk_size = 256 * 1024;  // bytes in one row
inline constexpr std::uint64_t small_value =
    4 * 1024 * 1024;  // written in the caller's transaction up to here

// Creates the two tables when they are absent.
void create_chunk_tables(sql::Connection& connection);

// Writes a whole small object inside the caller's transaction.
void write_object(sql::Connection& connection, const ObjectAddress& address, Bytes bytes);

}  // namespace outfield::database
