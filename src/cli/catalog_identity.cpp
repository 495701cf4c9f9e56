#include "cli/catalog_identity.h"

#include <fmt/format.h>
#include <outfield/error.h>
#include <sqlite3.h>

#include <filesystem>
#include <memory>
#include <string_view>
#include <system_error>
#include <vector>

#include "catalog/migrations.h"
#include "sql/database.h"
#include "sql/sqlite/database.h"
#include "sql/sqlite/error.h"
#include "sql/sqlite/file.h"
#include "sql/sqlite/statement.h"

namespace outfield::cli {
namespace {

namespace fs = std::filesystem;

// A path with SQLite's parameters behind it (https://www.sqlite.org/uri.html).
std::string uri_of(const std::string& file, std::string_view parameters) {
    std::string uri = "file://";
    for (const char c : file)
        c == '%' || c == '?' || c == '#' ? void(uri += fmt::format("%{:02X}", static_cast<unsigned>(c)))
                                         : uri.push_back(c);
    return fmt::format("{}?mode=ro&{}", uri, parameters);
}

// A SQLite file for reading alone, with its neighbours as they are.
class Glance final : public sql::Connection {
  public:
    Glance(const std::string& file, std::string_view parameters) : file_(file) {
        sqlite3* handle = nullptr;
        const int code =
            sqlite3_open_v2(uri_of(file, parameters).c_str(), &handle,
                            SQLITE_OPEN_READONLY | SQLITE_OPEN_URI | SQLITE_OPEN_NOMUTEX, nullptr);
        handle_.reset(handle);
        sql::sqlite::check(handle, code, file_);
        sqlite3_busy_timeout(handle, static_cast<int>(sql::sqlite::default_patience.count()));
    }

    std::vector<sql::Row> query(std::string_view sql, sql::Parameters parameters) override {
        return sql::sqlite::Statement(handle_.get(), sql, file_).query(parameters);
    }
    std::int64_t execute(std::string_view sql, sql::Parameters parameters) override {
        return sql::sqlite::Statement(handle_.get(), sql, file_).execute(parameters);
    }
    void run_script(std::string_view sql) override { execute(sql, {}); }
    sql::Dialect dialect() const noexcept override { return sql::Dialect::sqlite; }

  private:
    struct Close {
        void operator()(sqlite3* handle) const noexcept { sqlite3_close_v2(handle); }
    };

    const std::string file_;
    std::unique_ptr<sqlite3, Close> handle_;
};

// Without a log, everything stands in the file; else an index beside the log says what is in which.
std::optional<std::string_view> way_to_read(const std::string& file) {
    std::error_code error;
    const auto log = fs::file_size(file + "-wal", error);
    if (error || log == 0) return "immutable=1";
    if (fs::exists(file + "-shm", error)) return "readonly_shm=1";
    return std::nullopt;
}

std::string existing_file(const std::string& path) try {
    return sql::sqlite::prepare_file(path, sql::OpenMode::existing).string();
} catch (const Error& error) {
    if (error.kind() != ErrorKind::not_found) throw;
    throw Error(error.kind(),
                fmt::format("{}; name a catalog that is there, as sqlite:PATH or "
                            "postgresql://USER@HOST/DATABASE, or restore this one from a backup",
                            error.what()));
}

std::string identity_in(sql::Connection& connection, const std::string& name) {
    const auto version = catalog::schema_version(connection);
    if (version == 0)
        throw Error(ErrorKind::invalid,
                    fmt::format("database {}: it holds no catalog; name another one, or make one with "
                                "'outfield init'",
                                name));
    if (version > std::ssize(catalog::migrations(connection.dialect())))
        throw Error(
            ErrorKind::invalid,
            fmt::format("database {}: its catalog was written by a newer Outfield; use the newer program",
                        name));
    if (const auto row = connection.query_one("SELECT identity FROM outfield_catalog")) return row->text(0);
    throw Error(
        ErrorKind::corrupt,
        fmt::format("database {}: the catalog has lost its identity; restore it from a backup", name));
}

std::optional<std::string> path_of_sqlite(const std::string& url) {
    static constexpr std::string_view scheme = "sqlite:";
    if (url.starts_with(scheme)) return url.substr(scheme.size());
    if (url.find("://") == std::string::npos) return url;
    return std::nullopt;
}

}  // namespace

std::optional<std::string> identity_of_catalog(const std::string& url) {
    if (const auto path = path_of_sqlite(url)) {
        const auto file = existing_file(*path);
        const auto way = way_to_read(file);
        if (!way) return std::nullopt;
        Glance glance(file, *way);
        return identity_in(glance, file);
    }
    const auto database = sql::open_database(url, sql::OpenMode::existing);
    return sql::reading(
        *database, [&](sql::Connection& connection) { return identity_in(connection, database->name()); });
}

}  // namespace outfield::cli
