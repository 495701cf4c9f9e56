#include "sql/database.h"

#include <fmt/format.h>
#include <outfield/error.h>

#include "sql/sqlite/database.h"

namespace outfield::sql {

std::unique_ptr<Database> open_database(const std::string& url, OpenMode mode) {
    constexpr std::string_view sqlite = "sqlite:";
    if (url.starts_with(sqlite)) return sqlite::open(url.substr(sqlite.size()), mode);
    if (url.find("://") == std::string::npos) return sqlite::open(url, mode);
    // A URL may carry a password: only its scheme is repeated.
    throw Error(ErrorKind::invalid,
                fmt::format("no database is known by \"{}://\": give the path of a SQLite "
                            "file, or sqlite:PATH",
                            url.substr(0, url.find("://"))));
}

}  // namespace outfield::sql
