#include "sql/database.h"

#include <fmt/format.h>
#include <outfield/error.h>

#include "sql/postgresql/database.h"
#include "sql/postgresql/url.h"
#include "sql/sqlite/database.h"

namespace outfield::sql {

std::unique_ptr<Database> open_database(const std::string& url, OpenMode mode) {
    constexpr std::string_view sqlite = "sqlite:";
    if (url.starts_with(sqlite)) return sqlite::open(url.substr(sqlite.size()), mode);
    if (postgresql::is_url(url)) return postgresql::open(url);
    if (url.find("://") == std::string::npos) return sqlite::open(url, mode);
    // A URL may carry a password: only its scheme is repeated.
    throw Error(ErrorKind::invalid,
                fmt::format("no database is known by \"{}://\": give the path of a SQLite "
                            "file, sqlite:PATH, or postgresql://USER@HOST/DATABASE",
                            url.substr(0, url.find("://"))));
}

}  // namespace outfield::sql
