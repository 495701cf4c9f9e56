#include "uploads/appending.h"

#include <fmt/format.h>
#include <outfield/error.h>

#include <algorithm>
#include <span>

#include "base/random.h"
#include "uploads/upload_rows.h"

namespace outfield::uploads {

static constexpr std::size_t largest_take = 256U << 10U;

Appending::Appending(sql::Database& database, std::string_view id, std::uint64_t offset,
                     std::optional<Checksum> checksum, std::chrono::seconds life)
    : database_(database),
      checksum_(std::move(checksum)),
      life_(life),
      writer_(random_id(16)),
      begin_(offset),
      end_(offset) {
    begin(id, offset);
}

// Pieces without a count are what another request with a checksum left behind.
void Appending::begin(std::string_view id, std::uint64_t offset) {
    bool is_clean = false;
    while (!is_clean) {
        is_clean = sql::writing(database_, [&](sql::Connection& connection) {
            UploadRows rows(connection);
            const auto row = rows.lock(id);
            if (row.upload.offset != offset)
                throw Error(ErrorKind::conflict, fmt::format("the upload goes on at byte {}, not at {}",
                                                             row.upload.offset, offset));
            number_ = row.number;
            length_ = row.upload.length;
            if (row.state == UploadRow::State::stored) return true;
            rows.set_writer(number_, writer_);
            return offset == length_ || rows.delete_pieces(number_, offset);
        });
    }
}

void Appending::take(std::string_view bytes) {
    if (bytes.size() > room())
        throw Error(ErrorKind::invalid,
                    fmt::format("these are more bytes than the {} of the upload", length_));
    if (taken_.empty()) taken_.reserve(std::min<std::uint64_t>(room(), piece_size));
    taken_ += bytes;
}

bool Appending::is_full() const noexcept {
    return taken_.size() + largest_take > piece_size;
}

void Appending::commit() {
    if (taken_.empty()) return;
    const auto bytes = std::as_bytes(std::span(taken_));
    const auto end = end_ + bytes.size();
    database_.write([&](sql::Connection& connection) {
        UploadRows rows(connection);
        rows.advance(number_, writer_, checksum_ ? std::nullopt : std::optional(end), now() + life_);
        for (std::size_t at = 0; at < bytes.size(); at += piece_size)
            rows.add_piece(number_, end_ + at, bytes.subspan(at, std::min(piece_size, bytes.size() - at)));
    });
    if (checksum_) checksum_->update(bytes);
    end_ = end;
    taken_.clear();
}

bool Appending::finish() {
    commit();
    if (!checksum_) return true;
    if (!checksum_->matches()) {
        discard();
        return false;
    }
    if (end_ > begin_)
        database_.write([&](sql::Connection& connection) {
            UploadRows(connection).advance(number_, writer_, end_, now() + life_);
        });
    return true;
}

void Appending::break_off() noexcept {
    try {
        if (checksum_)
            discard();
        else
            commit();
    } catch (const std::exception&) {
        // Nobody was told that these bytes are here.
    }
}

void Appending::discard() {
    taken_.clear();
    bool is_clean = end_ == begin_;
    while (!is_clean)
        is_clean = sql::writing(database_, [&](sql::Connection& connection) {
            UploadRows rows(connection);
            rows.advance(number_, writer_, std::nullopt, now() + life_);
            return rows.delete_pieces(number_, begin_);
        });
    end_ = begin_;
}

}  // namespace outfield::uploads
