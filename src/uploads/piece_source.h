// The bytes of a whole upload, a piece at a time. Rewinds.
#pragma once

#include <outfield/bytes.h>

#include "sql/database.h"

namespace outfield::uploads {

class PieceSource final : public ByteSource {
  public:
    PieceSource(sql::Database& database, std::int64_t number, std::uint64_t length)
        : database_(database), number_(number), length_(length) {}

    // Throws ErrorKind::conflict when the upload is removed meanwhile.
    std::size_t read(std::span<std::byte> buffer) override;
    std::optional<std::uint64_t> size() const override { return length_; }
    bool rewind() override;

  private:
    void next_piece();

    sql::Database& database_;
    const std::int64_t number_;
    const std::uint64_t length_;
    std::uint64_t position_ = 0;  // behind the piece
    std::string piece_;
    std::size_t given_ = 0;
};

}  // namespace outfield::uploads
