// What SQLite says, in the words of outfield::Error: the one place that maps its result codes
// (https://www.sqlite.org/rescode.html).
#pragma once

#include <sqlite3.h>

#include <string>

namespace outfield::sql::sqlite {

// Throws the Error for `code`. `file` names the database in the message; `handle` may be null.
[[noreturn]] void fail(sqlite3* handle, int code, const std::string& file);

// Throws unless `code` is SQLITE_OK.
inline void check(sqlite3* handle, int code, const std::string& file) {
    if (code != SQLITE_OK) fail(handle, code, file);
}

}  // namespace outfield::sql::sqlite
