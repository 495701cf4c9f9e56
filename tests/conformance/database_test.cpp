#include "sql/database.h"

#include <outfield/conformance.h>

#include "conformance/server.h"
#include "conformance/temporary_directory.h"
#include "sql/trial_database.h"
#include "stores/database/chunks.h"
#include "stores/database/storage.h"

namespace outfield::conformance {
namespace {

std::unique_ptr<sql::Database> with_tables(const std::string& url) {
    auto database = sql::open_database(url, sql::OpenMode::create);
    database->write(database::create_chunk_tables);
    return database;
}

std::unique_ptr<Storage> open_on_sqlite() {
    static const TemporaryDirectory folder;
    static const auto database = with_tables("sqlite:" + (folder.path() / "objects.db").string());
    return database::open_storage(*database);
}

std::unique_ptr<Storage> open_on_postgresql() {
    static const sql::ServerDatabase schema(server_variable("OUTFIELD_TEST_POSTGRESQL"));
    static const auto database = with_tables(schema.url());
    return database::open_storage(*database);
}

std::vector<Candidate> candidates() {
    const std::vector<std::string> forbidden{"", "line\nend", std::string(256, 'x')};
    return {{.name = "database", .open = open_on_sqlite, .forbidden_names = forbidden},
            {.name = "database_postgresql", .open = open_on_postgresql, .forbidden_names = forbidden}};
}

}  // namespace

INSTANTIATE_TEST_SUITE_P(Database, StorageConformance, testing::ValuesIn(candidates()), name_of);

}  // namespace outfield::conformance
