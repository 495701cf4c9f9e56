// Locks that hold to the end of a transaction, for decisions by rows that the transaction does not change
// itself. On SQLite they are nothing: it has one writer.
#pragma once

#include <fmt/format.h>

#include <string_view>

#include "sql/database.h"

namespace outfield::sql {

// Behind a SELECT, in write() alone: nobody else changes or deletes these rows. It answers what stands after
// waiting.
inline std::string_view for_update(Dialect dialect) noexcept {
    return dialect == Dialect::postgresql ? " FOR UPDATE" : "";
}

// The same, but rows may point to these meanwhile.
inline std::string_view for_no_key_update(Dialect dialect) noexcept {
    return dialect == Dialect::postgresql ? " FOR NO KEY UPDATE" : "";
}

// The same, and others may take it too: nobody deletes these rows.
inline std::string_view for_key_share(Dialect dialect) noexcept {
    return dialect == Dialect::postgresql ? " FOR KEY SHARE" : "";
}

// Nobody else changes anything in the table; it can be read, and rows can point to its rows. For tables that
// change rarely. `table` comes from the program's text alone.
inline void lock_table(Connection& connection, std::string_view table) {
    if (connection.dialect() == Dialect::postgresql)
        connection.execute(fmt::format("LOCK TABLE {} IN SHARE ROW EXCLUSIVE MODE", table));
}

}  // namespace outfield::sql
