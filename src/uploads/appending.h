// What one request adds to an upload.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "sql/database.h"
#include "uploads/checksum.h"

namespace outfield::uploads {

// The latest one of an upload, at whatever server, is its only one: the others' next commit is a conflict. So
// a client can go on at once when a connection broke, whoever still believes in it. One thread at a time; it
// holds 1 MiB in memory. With a checksum nothing counts before all of it was compared.
class Appending {
  public:
    // Errors: not_found, conflict (the upload has another offset).
    Appending(sql::Database& database, std::string_view id, std::uint64_t offset,
              std::optional<Checksum> checksum, std::chrono::seconds life);

    // Bytes that the upload still takes.
    std::uint64_t room() const noexcept { return length_ - end_ - taken_.size(); }
    std::uint64_t offset() const noexcept { return end_; }
    bool is_whole() const noexcept { return end_ == length_; }

    // Asks nobody. At most room() bytes; commit() when it is full.
    void take(std::string_view bytes);
    bool is_full() const noexcept;

    // What was taken is here to stay, also after kill -9.
    void commit();
    // Commits the rest. False: it has another checksum, and nothing of it counts.
    bool finish();
    // The request broke off: what was taken stays, and with a checksum nothing does.
    void break_off() noexcept;

  private:
    void begin(std::string_view id, std::uint64_t offset);
    void discard();

    sql::Database& database_;
    std::optional<Checksum> checksum_;
    const std::chrono::seconds life_;
    const std::string writer_;
    const std::uint64_t begin_;
    std::int64_t number_ = 0;
    std::uint64_t length_ = 0;
    std::uint64_t end_;  // of what was written
    std::string taken_;
};

}  // namespace outfield::uploads
