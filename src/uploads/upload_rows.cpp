#include "uploads/upload_rows.h"

#include <fmt/format.h>
#include <outfield/error.h>

#include "sql/locking.h"

namespace outfield::uploads {
namespace {

constexpr std::int64_t deleted_at_once = 8 * 1024 * 1024 / piece_size;

std::int64_t number_of(std::uint64_t value) {
    return static_cast<std::int64_t>(value);
}

std::int64_t microseconds(Time time) {
    return time.time_since_epoch().count();
}

Time time_of(const sql::Row& row, std::size_t i) {
    return Time(std::chrono::microseconds(row.integer(i)));
}

UploadRow read(const sql::Row& row) {
    UploadRow read;
    auto& upload = read.upload;
    read.number = row.integer(0);
    upload.id = row.text(1);
    upload.owner = row.integer(2);
    upload.address = {row.text(3), row.integer(4), row.text(5)};
    upload.file_name = row.text(6);
    upload.media_type = row.text(7);
    upload.metadata = row.text(8);
    upload.length = static_cast<std::uint64_t>(row.integer(9));
    upload.offset = static_cast<std::uint64_t>(row.integer(10));
    read.state = static_cast<UploadRow::State>(row.integer(11));
    upload.is_stored = read.state == UploadRow::State::stored;
    read.storing = time_of(row, 12);
    upload.expires = time_of(row, 13);
    upload.container = row.integer(14);
    return read;
}

}  // namespace

void UploadRows::add(const ResumableUpload& upload) {
    connection_.execute(
        "INSERT INTO outfield_upload (name, owner, model, record, field, file_name, media_type, metadata, "
        "length, container, received, state, writer, storing, created, expires) "
        "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 0, 0, '', 0, $11, $12)",
        {upload.id, upload.owner, upload.address.model, upload.address.record, upload.address.field,
         upload.file_name, upload.media_type, upload.metadata, number_of(upload.length), upload.container,
         microseconds(now()), microseconds(upload.expires)});
}

std::optional<UploadRow> UploadRows::select(std::string_view id, std::string_view locking) {
    const auto row = connection_.query_one(
        fmt::format("SELECT id, name, owner, model, record, field, file_name, media_type, metadata, length, "
                    "received, state, storing, expires, container FROM outfield_upload WHERE name = $1{}",
                    locking),
        {id});
    if (!row) return std::nullopt;
    return read(*row);
}

std::optional<UploadRow> UploadRows::find(std::string_view id) {
    return select(id, "");
}

UploadRow UploadRows::lock(std::string_view id) {
    auto row = select(id, sql::for_update(connection_.dialect()));
    if (!row || row->state == UploadRow::State::given_up)
        throw Error(ErrorKind::not_found, "there is no such upload, or it was removed: begin a new one");
    return *std::move(row);
}

void UploadRows::set_writer(std::int64_t number, std::string_view writer) {
    connection_.execute("UPDATE outfield_upload SET writer = $2 WHERE id = $1", {number, writer});
}

void UploadRows::advance(std::int64_t number, std::string_view writer, std::optional<std::uint64_t> received,
                         Time expires) {
    const auto count = received ? sql::Parameter(number_of(*received)) : sql::Parameter(nullptr);
    if (connection_.execute("UPDATE outfield_upload SET received = coalesce(CAST($3 AS BIGINT), received), "
                            "expires = $4 WHERE id = $1 AND writer = $2 AND state = 0",
                            {number, writer, count, microseconds(expires)}) == 0)
        throw Error(ErrorKind::conflict,
                    "the upload goes on in another request, or was removed: ask for its offset");
}

void UploadRows::add_piece(std::int64_t number, std::uint64_t start, Bytes bytes) {
    connection_.execute("INSERT INTO outfield_upload_piece (upload, start, bytes) VALUES ($1, $2, $3)",
                        {number, number_of(start), bytes});
}

std::optional<std::string> UploadRows::piece(std::int64_t number, std::uint64_t start) {
    const auto row =
        connection_.query_one("SELECT bytes FROM outfield_upload_piece WHERE upload = $1 AND start = $2",
                              {number, number_of(start)});
    if (!row) return std::nullopt;
    return row->text(0);
}

bool UploadRows::delete_pieces(std::int64_t number, std::uint64_t from) {
    const auto gone = connection_.execute(
        "DELETE FROM outfield_upload_piece WHERE upload = $1 AND start IN "
        "(SELECT start FROM outfield_upload_piece WHERE upload = $1 AND start >= $2 "
        "ORDER BY start LIMIT $3)",
        {number, number_of(from), deleted_at_once});
    return gone < deleted_at_once;
}

void UploadRows::set_storing(std::int64_t number, Time until, Time expires) {
    connection_.execute("UPDATE outfield_upload SET storing = $2, expires = $3 WHERE id = $1 AND state = 0",
                        {number, microseconds(until), microseconds(expires)});
}

void UploadRows::end_storing(std::int64_t number) {
    connection_.execute("UPDATE outfield_upload SET storing = 0 WHERE id = $1", {number});
}

void UploadRows::set_stored(std::int64_t number, RecordId record, Time expires) {
    connection_.execute(
        "UPDATE outfield_upload SET state = 1, record = $2, writer = '', storing = 0, expires = $3 WHERE id "
        "= $1",
        {number, record, microseconds(expires)});
}

void UploadRows::give_up(std::int64_t number, Time expires) {
    connection_.execute(
        "UPDATE outfield_upload SET state = 2, writer = '', storing = 0, expires = $2 WHERE id = $1",
        {number, microseconds(expires)});
}

std::optional<std::int64_t> UploadRows::lock_expired(Time now) {
    const auto row = connection_.query_one(
        fmt::format("SELECT id FROM outfield_upload WHERE expires <= $1 ORDER BY expires LIMIT 1{}",
                    sql::for_update(connection_.dialect())),
        {microseconds(now)});
    if (!row) return std::nullopt;
    return row->integer(0);
}

void UploadRows::remove(std::int64_t number) {
    connection_.execute("DELETE FROM outfield_upload WHERE id = $1", {number});
}

}  // namespace outfield::uploads
