// SQLite behind sql::Database: one connection that writes, with group commit, and a pool of those that read.
// Several processes may use one file at once. No connection may be carried over a fork().
#pragma once

#include <chrono>
#include <memory>
#include <string>

#include "sql/database.h"

namespace outfield::sql::sqlite {

// How long a transaction waits for another process's, and three times as long for those of this one that
// write before it.
inline constexpr std::chrono::milliseconds default_patience{10'000};

// How long one statement may take, as on PostgreSQL; a script, which migrates, as long as it wants.
inline constexpr std::chrono::milliseconds longest_statement{60'000};

std::unique_ptr<Database> open(const std::string& path, OpenMode mode,
                               std::chrono::milliseconds patience = default_patience,
                               std::chrono::milliseconds statement_limit = longest_statement);

}  // namespace outfield::sql::sqlite
