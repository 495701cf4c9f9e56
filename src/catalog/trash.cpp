#include "catalog/trash.h"

#include "catalog/blob_row.h"

namespace outfield::catalog {
namespace {

const std::string select =
    "SELECT t.model, t.record, t.field, t.blob, t.file_name, t.reason, b.container, f.name, c.name, b.key, "
    "b.size, "
    "b.media_type, b.condemned_at, c.retention FROM outfield_trash t JOIN outfield_blob b ON b.id = t.blob "
    "JOIN outfield_container c ON c.id = b.container JOIN outfield_configuration f ON f.id = c.configuration "
    "WHERE b.state = 2 ";
const std::string select_one = select + "AND t.blob = $1";
const std::string select_page = select +
                                "AND t.reason <> 3 AND t.blob > $1 AND b.id > $1 AND ($3 = 0 OR b.container "
                                "= $3) ORDER BY t.blob LIMIT $2";

Trashed read(const sql::Row& row) {
    Trashed trashed{
        .value = {.address = {.model = row.text(0), .record = row.integer(1), .field = row.text(2)},
                  .blob = row.integer(3),
                  .file_name = row.text(4)},
        .reason = static_cast<Trashed::Reason>(row.integer(5)),
        .container = row.integer(6),
        .configuration_name = row.text(7),
        .container_name = row.text(8),
        .key = row.text(9),
        .size = static_cast<std::uint64_t>(row.integer(10)),
        .media_type = row.text(11),
        .condemned_at = read_time(row, 12),
        .removable_at = {}};
    trashed.removable_at = trashed.condemned_at + std::chrono::seconds(row.integer(13));
    return trashed;
}

}  // namespace

std::string_view to_string(Trashed::Reason reason) noexcept {
    switch (reason) {
        case Trashed::Reason::replaced:
            return "replaced";
        case Trashed::Reason::cleared:
            return "cleared";
        case Trashed::Reason::unlinked:
            return "unlinked";
        case Trashed::Reason::moved:
            return "moved";
    }
    return "";
}

void Trash::add(const FormerValue& value, Trashed::Reason reason) {
    Blobs(connection_).condemn(value.blob);
    connection_.execute(
        "INSERT INTO outfield_trash (blob, model, record, field, file_name, reason) VALUES ($1, $2, $3, $4, "
        "$5, $6)",
        {value.blob, value.address.model, value.address.record, value.address.field, value.file_name,
         static_cast<std::int64_t>(reason)});
}

void Trash::take_out(std::int64_t blob) {
    Blobs(connection_).restore(blob);
    connection_.execute("DELETE FROM outfield_trash WHERE blob = $1", {blob});
}

std::optional<Trashed> Trash::find(std::int64_t blob) {
    const auto row = connection_.query_one(select_one, {blob});
    if (!row) return std::nullopt;
    return read(*row);
}

std::vector<Trashed> Trash::page(std::int64_t container, std::int64_t after, std::size_t limit) {
    std::vector<Trashed> page;
    for (const auto& row :
         connection_.query(select_page, {after, static_cast<std::int64_t>(limit), container}))
        page.push_back(read(row));
    return page;
}

}  // namespace outfield::catalog
