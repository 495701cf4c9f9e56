#include "uploads/piece_source.h"

#include <fmt/format.h>
#include <outfield/error.h>

#include <algorithm>
#include <cstring>

#include "uploads/upload_rows.h"

namespace outfield::uploads {

std::size_t PieceSource::read(std::span<std::byte> buffer) {
    if (given_ == piece_.size()) {
        if (position_ == length_) return 0;
        next_piece();
    }
    const auto count = std::min(buffer.size(), piece_.size() - given_);
    std::memcpy(buffer.data(), piece_.data() + given_, count);
    given_ += count;
    return count;
}

void PieceSource::next_piece() {
    auto piece = sql::reading(database_, [&](sql::Connection& connection) {
        return UploadRows(connection).piece(number_, position_);
    });
    if (!piece || piece->empty())
        throw Error(ErrorKind::conflict,
                    fmt::format("the upload was removed while its byte {} was read", position_));
    piece_ = *std::move(piece);
    given_ = 0;
    position_ += piece_.size();
}

bool PieceSource::rewind() {
    position_ = 0;
    piece_.clear();
    given_ = 0;
    return true;
}

}  // namespace outfield::uploads
