#include "catalog/migrations.h"

#include <outfield/time.h>

#include "base/crash_point.h"

namespace outfield::catalog {

// Made from the SQL files when the program is built (CMakeLists.txt).
namespace schema {
extern const std::string_view sqlite_initial;
extern const std::string_view sqlite_chunks;
extern const std::string_view sqlite_safety;
extern const std::string_view sqlite_access;
extern const std::string_view sqlite_presigned;
extern const std::string_view sqlite_storage_models;
extern const std::string_view sqlite_jobs;
extern const std::string_view sqlite_uploads;
extern const std::string_view sqlite_findings;
extern const std::string_view sqlite_browsing;
extern const std::string_view sqlite_moves;
extern const std::string_view sqlite_least_rate;
extern const std::string_view sqlite_content;
extern const std::string_view sqlite_adopting;
extern const std::string_view sqlite_horizon;
extern const std::string_view postgresql_initial;
extern const std::string_view postgresql_chunks;
extern const std::string_view postgresql_safety;
extern const std::string_view postgresql_access;
extern const std::string_view postgresql_presigned;
extern const std::string_view postgresql_storage_models;
extern const std::string_view postgresql_jobs;
extern const std::string_view postgresql_uploads;
extern const std::string_view postgresql_findings;
extern const std::string_view postgresql_browsing;
extern const std::string_view postgresql_moves;
extern const std::string_view postgresql_least_rate;
extern const std::string_view postgresql_content;
extern const std::string_view postgresql_adopting;
extern const std::string_view postgresql_horizon;
}  // namespace schema

namespace {

constexpr std::int64_t schema_lock = 0x6f75746669656c64;  // any number, but always this one

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
    static const std::vector<std::string_view> sqlite{
        schema::sqlite_initial,  schema::sqlite_chunks,    schema::sqlite_safety,
        schema::sqlite_access,   schema::sqlite_presigned, schema::sqlite_storage_models,
        schema::sqlite_jobs,     schema::sqlite_uploads,   schema::sqlite_findings,
        schema::sqlite_browsing, schema::sqlite_moves,     schema::sqlite_least_rate,
        schema::sqlite_content,  schema::sqlite_adopting,  schema::sqlite_horizon};
    static const std::vector<std::string_view> postgresql{
        schema::postgresql_initial,  schema::postgresql_chunks,    schema::postgresql_safety,
        schema::postgresql_access,   schema::postgresql_presigned, schema::postgresql_storage_models,
        schema::postgresql_jobs,     schema::postgresql_uploads,   schema::postgresql_findings,
        schema::postgresql_browsing, schema::postgresql_moves,     schema::postgresql_least_rate,
        schema::postgresql_content,  schema::postgresql_adopting,  schema::postgresql_horizon};
    return dialect == sql::Dialect::sqlite ? sqlite : postgresql;
}

void lock_schema(sql::Connection& connection) {
    if (connection.dialect() == sql::Dialect::postgresql)
        connection.query("SELECT pg_advisory_xact_lock($1)", {schema_lock});
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
        crash_point("migrating");
    }
}

}  // namespace outfield::catalog
