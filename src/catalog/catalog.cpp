#include "catalog/catalog.h"

#include <fmt/format.h>
#include <outfield/error.h>
#include <outfield/time.h>

#include "base/random.h"
#include "catalog/migrations.h"
#include "catalog/witness.h"

namespace outfield::catalog {
namespace {

void require_usable(const sql::Database& database, std::int64_t version) {
    const auto known = std::ssize(migrations(database.dialect()));
    if (version == 0)
        throw Error(ErrorKind::invalid,
                    fmt::format("database {}: it holds no catalog; create one in it first, "
                                "or give the path of another",
                                database.name()));
    if (version > known)
        throw Error(
            ErrorKind::invalid,
            fmt::format("database {}: its catalog was written by a newer Outfield (schema {}; this one "
                        "knows up to {}); use the newer program",
                        database.name(), version, known));
}

std::string read_identity(sql::Database& database) {
    const auto row = sql::reading(database, [](sql::Connection& connection) {
        return connection.query_one("SELECT identity FROM outfield_catalog");
    });
    if (row) return row->text(0);
    throw Error(ErrorKind::corrupt, fmt::format("database {}: the catalog has lost its identity; restore it "
                                                "from a backup",
                                                database.name()));
}

}  // namespace

Catalog::Catalog(std::unique_ptr<sql::Database> database, std::string identity)
    : database_(std::move(database)), identity_(std::move(identity)) {}

Catalog Catalog::create(const std::string& url) {
    auto database = sql::open_database(url, sql::OpenMode::create);
    const auto identity = random_id(26);
    database->write([&](sql::Connection& connection) {
        lock_schema(connection);
        if (schema_version(connection) != 0)
            throw Error(ErrorKind::already_exists,
                        fmt::format("database {}: it holds a catalog already; open it, or give another path",
                                    database->name()));
        migrate(connection);
        connection.execute("INSERT INTO outfield_catalog (identity, created) VALUES ($1, $2)",
                           {identity, now().time_since_epoch().count()});
    });
    return Catalog(std::move(database), identity);
}

const std::string& Catalog::change_identity() {
    auto identity = random_id(26);
    const Telling tell;
    database_->write([&](sql::Connection& connection) {
        connection.execute("UPDATE outfield_catalog SET identity = $1", {identity});
        tell(connection, {"environment.change", {}, 0, identity});
    });
    return identity_ = std::move(identity);
}

std::string Catalog::begin_adopting() {
    const auto fresh = random_id(26);
    const Telling tell;
    const auto row = sql::writing(*database_, [&](sql::Connection& connection) {
        const auto changed = connection.execute(
            "UPDATE outfield_catalog SET former = identity, identity = $1 WHERE former = ''", {fresh});
        if (changed > 0) tell(connection, {"environment.change", {}, 0, fresh});
        return connection.query_one("SELECT identity, former FROM outfield_catalog").value();
    });
    identity_ = row.text(0);
    return row.text(1);
}

void Catalog::end_adopting() {
    database_->write(
        [&](sql::Connection& connection) { connection.execute("UPDATE outfield_catalog SET former = ''"); });
}

Catalog Catalog::open(const std::string& url) {
    auto database = sql::open_database(url, sql::OpenMode::existing);
    const auto version = sql::reading(*database, schema_version);
    require_usable(*database, version);
    if (version < std::ssize(migrations(database->dialect()))) {
        // Another process may have been quicker, or newer.
        database->write([&](sql::Connection& connection) {
            lock_schema(connection);
            require_usable(*database, schema_version(connection));
            migrate(connection);
        });
    }
    auto identity = read_identity(*database);
    return Catalog(std::move(database), std::move(identity));
}

}  // namespace outfield::catalog
