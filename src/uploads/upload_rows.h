// Tables outfield_upload and outfield_upload_piece.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "sql/database.h"
#include "uploads/resumable_upload.h"

namespace outfield::uploads {

inline constexpr std::size_t piece_size = 1024 * 1024;  // bytes in one row, at most

struct UploadRow {
    enum class State { receiving = 0, stored = 1, given_up = 2 };

    std::int64_t number = 0;
    ResumableUpload upload;
    State state = State::receiving;
    Time storing;  // until then
};

// Every function works inside the caller's transaction.
class UploadRows {
  public:
    explicit UploadRows(sql::Connection& connection) : connection_(connection) {}

    void add(const ResumableUpload& upload);
    std::optional<UploadRow> find(std::string_view id);
    // In write() alone: to the end of the transaction, nobody else changes it or its pieces. Throws
    // ErrorKind::not_found where there is none, or it was given up.
    UploadRow lock(std::string_view id);

    void set_writer(std::int64_t number, std::string_view writer);
    // From now on so many bytes count (nullopt: as many as before), for this writer alone. Throws
    // ErrorKind::conflict when another one came, or the upload was given up.
    void advance(std::int64_t number, std::string_view writer, std::optional<std::uint64_t> received,
                 Time expires);

    void add_piece(std::int64_t number, std::uint64_t start, Bytes bytes);
    std::optional<std::string> piece(std::int64_t number, std::uint64_t start);
    // Deletes at most 8 MiB of the pieces from there on. True when none is left.
    bool delete_pieces(std::int64_t number, std::uint64_t from);

    void set_storing(std::int64_t number, Time until, Time expires);
    void end_storing(std::int64_t number);
    void set_stored(std::int64_t number, RecordId record, Time expires);

    void give_up(std::int64_t number, Time expires);
    // In write() alone: an upload that has expired, locked.
    std::optional<std::int64_t> lock_expired(Time now);
    void remove(std::int64_t number);  // which has no pieces

  private:
    std::optional<UploadRow> select(std::string_view id, std::string_view locking);

    sql::Connection& connection_;
};

}  // namespace outfield::uploads
