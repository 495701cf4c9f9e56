#include "catalog/imports.h"

namespace outfield::catalog {

// A journal that is empty has no row to lock.
void Imports::lock(std::string_view import) {
    if (connection_.dialect() == sql::Dialect::postgresql)
        connection_.query("SELECT pg_advisory_xact_lock(hashtextextended($1, 0))", {import});
}

std::optional<ImportedFile> Imports::find(std::string_view import, std::string_view path) {
    const auto row = connection_.query_one(
        "SELECT record, size, modified_ns FROM outfield_import WHERE name = $1 AND path = $2",
        {import, path});
    if (!row) return std::nullopt;
    return ImportedFile{.record = row->integer(0),
                        .size = static_cast<std::uint64_t>(row->integer(1)),
                        .modified_ns = row->integer(2)};
}

void Imports::done(std::string_view import, std::string_view path, const ImportedFile& file) {
    connection_.execute(
        "INSERT INTO outfield_import (name, path, record, size, modified_ns) VALUES ($1, $2, $3, $4, $5) "
        "ON CONFLICT (name, path) DO UPDATE SET record = excluded.record, size = excluded.size, "
        "modified_ns = excluded.modified_ns",
        {import, path, file.record, static_cast<std::int64_t>(file.size), file.modified_ns});
}

}  // namespace outfield::catalog
