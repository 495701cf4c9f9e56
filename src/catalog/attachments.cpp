#include "catalog/attachments.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "catalog/blob_row.h"
#include "sql/locking.h"

namespace outfield::catalog {
namespace {

// One text of a fixed length for many records: a short list is filled up with its last one.
constexpr std::size_t records_at_once = 32;

// The columns that read() expects, in its order.
const std::string columns =
    "SELECT a.model, a.record, a.field, a.blob, a.file_name, b.size, b.sha256, b.media_type, f.name, c.name, "
    "b.key, a.written, c.id, b.damage, f.kind, f.id ";
const std::string places =
    "JOIN outfield_container c ON c.id = b.container JOIN outfield_configuration f ON f.id = "
    "c.configuration ";
const std::string select =
    columns + "FROM outfield_attachment a JOIN outfield_blob b ON b.id = a.blob " + places;
const std::string select_value = select + "WHERE a.model = $1 AND a.record = $2 AND a.field = $3";
const std::string select_blob = select + "WHERE a.blob = $1";
const std::string select_former =
    "SELECT blob, file_name FROM outfield_attachment WHERE model = $1 AND record = $2 AND field = $3";
const std::string select_page = select + "WHERE a.blob > $1 AND b.id > $1 ORDER BY a.blob LIMIT $2";
const std::string select_page_of_container =
    columns + "FROM outfield_blob b CROSS JOIN outfield_attachment a " + places +
    "WHERE a.blob = b.id AND b.container = $3 AND b.id > $1 ORDER BY b.id LIMIT $2";

std::string select_records() {
    auto sql = select + "WHERE a.model = $1 AND a.record IN ($3";
    for (std::size_t i = 1; i < records_at_once; ++i) sql += ", $" + std::to_string(i + 3);
    return sql + ") AND ($2 = '' OR a.field = $2) ORDER BY a.record, a.field";
}

AttachmentRow read(const sql::Row& row) {
    return AttachmentRow{
        .address = {.model = row.text(0), .record = row.integer(1), .field = row.text(2)},
        .attachment = {.blob = row.integer(3),
                       .file_name = row.text(4),
                       .size = static_cast<std::uint64_t>(row.integer(5)),
                       .sha256 = read_sha256(row, 6),
                       .media_type = row.text(7),
                       .configuration = row.text(8),
                       .configuration_id = row.integer(15),
                       .kind = row.text(14),
                       .container = row.text(9),
                       .key = row.text(10),
                       .written = read_time(row, 11),
                       .damage = row.text_or_empty(13)},
        .container = row.integer(12),
    };
}

std::vector<AttachmentRow> read_all(const std::vector<sql::Row>& rows) {
    std::vector<AttachmentRow> all;
    all.reserve(rows.size());
    for (const auto& row : rows) all.push_back(read(row));
    return all;
}

}  // namespace

// Most values are the first of their field: one statement. The row of a former one is locked before it is
// read: of two writers at once, the second finds the value of the first.
std::optional<FormerValue> Attachments::set(const FieldAddress& address, std::int64_t blob,
                                            std::string_view file_name) {
    const auto written = microseconds(now());
    while (connection_.execute(
               "INSERT INTO outfield_attachment (model, record, field, blob, file_name, written) "
               "VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (model, record, field) DO NOTHING",
               {address.model, address.record, address.field, blob, file_name, written}) == 0) {
        const auto before =
            connection_.query_one(select_former + std::string(sql::for_update(connection_.dialect())),
                                  {address.model, address.record, address.field});
        if (!before) continue;  // cleared meanwhile
        connection_.execute(
            "UPDATE outfield_attachment SET blob = $4, file_name = $5, written = $6 "
            "WHERE model = $1 AND record = $2 AND field = $3",
            {address.model, address.record, address.field, blob, file_name, written});
        return FormerValue{address, before->integer(0), before->text(1)};
    }
    return std::nullopt;
}

std::optional<FormerValue> Attachments::clear(const FieldAddress& address) {
    const auto before = connection_.query_one(
        "DELETE FROM outfield_attachment WHERE model = $1 AND record = $2 AND field = $3 RETURNING blob, "
        "file_name",
        {address.model, address.record, address.field});
    if (!before) return std::nullopt;
    return FormerValue{address, before->integer(0), before->text(1)};
}

std::vector<FormerValue> Attachments::clear_record(std::string_view model, RecordId record) {
    std::vector<FormerValue> values;
    for (const auto& row :
         connection_.query("DELETE FROM outfield_attachment WHERE model = $1 AND record = $2 "
                           "RETURNING field, blob, file_name",
                           {model, record}))
        values.push_back({{std::string(model), record, row.text(0)}, row.integer(1), row.text(2)});
    return values;
}

std::int64_t Attachments::repoint(std::int64_t from, std::int64_t to) {
    return connection_.execute("UPDATE outfield_attachment SET blob = $2 WHERE blob = $1", {from, to});
}

std::optional<Attachment> Attachments::find(const FieldAddress& address) {
    auto row = find_row(address);
    if (!row) return std::nullopt;
    return std::move(row->attachment);
}

std::optional<AttachmentRow> Attachments::find_row(const FieldAddress& address) {
    const auto row = connection_.query_one(select_value, {address.model, address.record, address.field});
    if (!row) return std::nullopt;
    return catalog::read(*row);
}

std::vector<AttachmentRow> Attachments::of_records(std::string_view model, const RecordIds& records,
                                                   std::string_view field) {
    static const std::string select_many = select_records();
    auto ids = records;
    std::ranges::sort(ids);
    ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
    std::vector<AttachmentRow> all;
    std::array<sql::Parameter, records_at_once + 2> parameters{model, field};
    for (std::size_t start = 0; start < ids.size(); start += records_at_once) {
        for (std::size_t i = 0; i < records_at_once; ++i)
            parameters[i + 2] = ids[std::min(start + i, ids.size() - 1)];
        auto some = read_all(connection_.query(select_many, sql::Parameters(parameters)));
        std::ranges::move(some, std::back_inserter(all));
    }
    return all;
}

std::optional<AttachmentRow> Attachments::of_blob(std::int64_t blob) {
    const auto row = connection_.query_one(select_blob, {blob});
    if (!row) return std::nullopt;
    return read(*row);
}

std::vector<AttachmentRow> Attachments::page(std::int64_t container, std::int64_t after, std::size_t limit) {
    const auto most = static_cast<std::int64_t>(limit);
    if (container == 0) return read_all(connection_.query(select_page, {after, most}));
    return read_all(connection_.query(select_page_of_container, {after, most, container}));
}

}  // namespace outfield::catalog
