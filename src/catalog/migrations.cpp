#include "catalog/migrations.h"

#include <outfield/error.h>
#include <outfield/time.h>

namespace outfield::catalog {

// Made from the SQL files when the program is built (CMakeLists.txt).
namespace schema {
extern const std::string_view sqlite_initial;
extern const std::string_view sqlite_chunks;
}  // namespace schema

namespace {

bool has_schema_table(sql::Connection& connection) {
    switch (connection.dialect()) {
        case sql::Dialect::sqlite:
            return connection
                .query_one("SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'outfield_schema'")
                .has_value();
        case sql::Dialect::postgresql:
            return connection.query_one("SELECT 1 WHERE to_regclass('outfield_schema') IS NOT NULL")
                .has_value();
    }
    return false;
}

}  // namespace

const std::vector<std::string_view>& migrations(sql::Dialect dialect) {
    static const std::vector<std::string_view> sqlite{schema::sqlite_initial, schema::sqlite_chunks};
    if (dialect == sql::Dialect::sqlite) return sqlite;
    throw Error(ErrorKind::unsupported, "the catalog has no schema for PostgreSQL yet: use SQLite");
}

std::int64_t schema_version(sql::Connection& connection) {
    if (!has_schema_table(connection)) return 0;
    return connection.query_one("SELECT max(version) FROM outfield_schema")->optional_integer(0).value_or(0);
}

void migrate(sql::Connection& connection) {
    const auto& steps = migrations(connection.dialect());
    if (!has_schema_table(connection))
        connection.execute(
            "CREATE TABLE outfield_schema (version BIGINT NOT NULL PRIMARY KEY, applied BIGINT NOT NULL)");
    for (auto version = schema_version(connection); version < std::ssize(steps); ++version) {
        connection.run_script(steps[static_cast<std::size_t>(version)]);
        connection.execute("INSERT INTO outfield_schema (version, applied) VALUES ($1, $2)",
                           {version + 1, now().time_since_epoch().count()});
    }
}

}  // namespace outfield::catalog
