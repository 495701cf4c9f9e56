#include "large_catalog.h"

#include <fmt/format.h>
#include <libpq-fe.h>
#include <stdlib.h>

#include <algorithm>
#include <memory>
#include <span>
#include <stdexcept>
#include <vector>

#include "base/random.h"
#include "catalog/catalog.h"
#include "instance/rooms.h"

namespace outfield::benchmarks {
namespace {

constexpr std::int64_t rows_at_once = 50'000;

// What the two databases say differently.
struct Words {
    const char* series;      // rows n, from $1 to $2
    const char* random_key;  // a day's directory, 5000 to a day, and 26 random characters
};

constexpr Words sqlite{
    "WITH RECURSIVE series (n) AS (SELECT $1 UNION ALL SELECT n + 1 FROM series WHERE n < $2) ",
    "date('2020-01-01', '+' || (n / 5000) || ' days') || '/' || lower(hex(randomblob(13)))"};
constexpr Words postgresql{
    "WITH series (n) AS (SELECT generate_series(CAST($1 AS BIGINT), CAST($2 AS BIGINT))) ",
    "to_char(date '2020-01-01' + CAST(n / 5000 AS INTEGER), 'YYYY-MM-DD') || '/' || "
    "substr(md5(random()::text), 1, 26)"};

const Words& words_of(sql::Connection& connection) {
    return connection.dialect() == sql::Dialect::sqlite ? sqlite : postgresql;
}

std::int64_t microseconds(Time time) {
    return std::chrono::microseconds(time.time_since_epoch()).count();
}

// Ids are given out in order, so that record, blob and object n belong together.
void add_values(sql::Connection& connection, std::int64_t first, std::int64_t last) {
    const auto& words = words_of(connection);
    const auto content = LargeCatalog::content();
    const auto hash = sha256_of(content);
    const auto size = static_cast<std::int64_t>(content.size());
    const auto run = [&](const std::string& sql, std::initializer_list<sql::Parameter> more = {}) {
        std::vector<sql::Parameter> parameters{first, last};
        parameters.insert(parameters.end(), more);
        connection.execute(words.series + sql, sql::Parameters(parameters));
    };
    run("INSERT INTO note_note (create_date, write_date, name) "
        "SELECT '2026-01-01 00:00:00', '2026-01-01 00:00:00', 'note ' || n FROM series");
    run(fmt::format("INSERT INTO outfield_object (container, key, size, created, complete) "
                    "SELECT c.id, {}, $3, 1600000000000000 + n, 1 FROM series, outfield_object_container c "
                    "WHERE c.name = 'database' ORDER BY n",
                    words.random_key),
        {size});
    run("INSERT INTO outfield_chunk (id, bytes) SELECT n * 1048576, $3 FROM series",
        {Bytes(std::as_bytes(std::span(content)))});
    connection.execute(
        "INSERT INTO outfield_blob (container, key, state, size, sha256, media_type, created, verified, "
        "pass) "
        "SELECT c.id, o.key, 1, o.size, $3, 'application/octet-stream', o.created, o.created, 0 "
        "FROM outfield_object o, outfield_container c WHERE c.name = 'database' AND o.id BETWEEN $1 AND $2 "
        "ORDER BY o.id",
        {first, last, Bytes(hash.bytes)});
    run("INSERT INTO outfield_attachment (model, record, field, blob, file_name, written) "
        "SELECT 'note.note', n, 'file', n, 'note ' || n || '.txt', 1600000000000000 + n FROM series");
}

void add_trash(sql::Connection& connection, std::int64_t rows) {
    connection.execute(
        "INSERT INTO outfield_container (configuration, name, key_prefix, retention, state, origin) "
        "SELECT id, 'former', '', 2592000, 0, 1 FROM outfield_configuration WHERE name = 'database'");
    connection.execute(
        "INSERT INTO outfield_blob (container, key, state, size, sha256, media_type, created, verified, "
        "condemned_at, pass) SELECT c.id, b.key, 2, b.size, b.sha256, b.media_type, b.created, b.created, "
        "$1, 0 "
        "FROM outfield_blob b, outfield_container c WHERE c.name = 'former' AND b.id % 20 = 0 AND b.state = "
        "1",
        {microseconds(now())});
    connection.execute(
        "INSERT INTO outfield_trash (blob, model, record, field, file_name, reason) "
        "SELECT id, 'note.note', (id - $1) * 20, 'file', 'former.txt', 0 FROM outfield_blob WHERE state = 2",
        {rows});
}

}  // namespace

FreshDatabase::FreshDatabase(const std::string& server, const std::filesystem::path& below)
    : server_(server) {
    auto name = (below / "outfield-growth.XXXXXX").string();
    if (!::mkdtemp(name.data())) throw std::runtime_error("no temporary directory in " + below.string());
    directory_ = name;
    if (server.empty()) {
        url_ = "sqlite:" + (directory_ / "catalog.db").string();
        return;
    }
    schema_ = "outfield_growth_" + random_id(12);
    command(fmt::format("CREATE SCHEMA {}", schema_).c_str());
    url_ = server + "?options=-csearch_path%3D" + schema_;
}

FreshDatabase::~FreshDatabase() {
    try {
        if (!schema_.empty())
            command(
                fmt::format("SET client_min_messages = warning; DROP SCHEMA {} CASCADE", schema_).c_str());
    } catch (const std::exception& error) {
        fmt::print(stderr, "{}\n", error.what());
    }
    std::error_code ignored;
    std::filesystem::remove_all(directory_, ignored);
}

void FreshDatabase::command(const char* sql) {
    if (server_.empty()) return;
    const std::unique_ptr<PGconn, decltype(&PQfinish)> connection(
        PQconnectdb((url_.empty() ? server_ : url_).c_str()), PQfinish);
    const std::unique_ptr<PGresult, decltype(&PQclear)> result(PQexec(connection.get(), sql), PQclear);
    if (PQresultStatus(result.get()) != PGRES_COMMAND_OK)
        throw std::runtime_error(PQerrorMessage(connection.get()));
}

std::uint64_t FreshDatabase::size() const {
    if (server_.empty())  // the newest pages may stand in the log still
        return std::filesystem::file_size(directory_ / "catalog.db") +
               std::filesystem::file_size(directory_ / "catalog.db-wal");
    const auto database = sql::open_database(url_, sql::OpenMode::existing);
    return sql::reading(*database, [&](sql::Connection& connection) {
        const auto row = connection.query_one(
            "SELECT CAST(sum(pg_total_relation_size(c.oid)) AS BIGINT) FROM pg_class c "
            "JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = $1 AND c.relkind = 'r'",
            {std::string_view(schema_)});
        return static_cast<std::uint64_t>(row->integer(0));
    });
}

LargeCatalog::LargeCatalog(const std::string& server, const std::filesystem::path& below, std::int64_t rows)
    : rows_(rows), database_(server, below) {
    create();
    fill();
    look();
}

void LargeCatalog::create() {
    Module module("note", "Notes");
    module.model("note.note", "Note",
                 {{"name", fields::character("Name")}, {"file", fields::binary("File")}});
    instance_.emplace(Instance::create(database_.url(), database_.key()));
    instance_->install({module});
    instance_->containers().change("database/database",
                                   {.key_prefix = {}, .retention = std::chrono::seconds(0)});
}

void LargeCatalog::fill() {
    auto& database = Rooms(*instance_).catalog().database();
    for (std::int64_t first = 1; first <= rows_; first += rows_at_once)
        database.write([&](sql::Connection& connection) {
            add_values(connection, first, std::min(first + rows_at_once - 1, rows_));
        });
    database.write([&](sql::Connection& connection) { add_trash(connection, rows_); });
    database_.command("VACUUM ANALYZE");
}

// Whether a filled value is one to the verbs too.
void LargeCatalog::look() {
    for (const auto record : {std::int64_t{1}, rows_ / 2, rows_}) {
        StringSink sink;
        instance_->binaries().read(value(record), sink);
        if (sink.text != content())
            throw std::runtime_error(fmt::format("value {} is not as filled", record));
    }
}

}  // namespace outfield::benchmarks
