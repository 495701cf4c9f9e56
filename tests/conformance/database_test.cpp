#include "sql/database.h"

#include <outfield/conformance.h>

#include "conformance/temporary_directory.h"
#include "stores/database/chunks.h"
#include "stores/database/storage.h"

namespace outfield::conformance {
namespace {

std::unique_ptr<sql::Database> new_database(const std::filesystem::path& folder) {
    auto database = sql::open_database("sqlite:" + (folder / "objects.db").string(), sql::OpenMode::create);
    database->write(database::create_chunk_tables);
    return database;
}

std::unique_ptr<Storage> open() {
    static const TemporaryDirectory folder;
    static const auto database = new_database(folder.path());
    return database::open_storage(*database);
}

std::vector<Candidate> candidates() {
    return {{
        .name = "database",
        .open = open,
        .forbidden_names = {"", "line\nend", std::string(256, 'x')},
    }};
}

}  // namespace

INSTANTIATE_TEST_SUITE_P(Database, StorageConformance, testing::ValuesIn(candidates()), name_of);

}  // namespace outfield::conformance
