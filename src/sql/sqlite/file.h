// The file of a SQLite database, before SQLite sees it: so that what is missing, empty or something else is
// said in plain words.
#pragma once

#include <filesystem>

#include "sql/database.h"

namespace outfield::sql::sqlite {

// The absolute path of a file that SQLite may open. With OpenMode::create an absent file is created with mode
// 0600 (SQLite gives its -wal and -shm the same). Errors: not_found, denied, corrupt (not a database),
// invalid (a directory), out_of_space.
std::filesystem::path prepare_file(const std::string& path, OpenMode mode);

}  // namespace outfield::sql::sqlite
