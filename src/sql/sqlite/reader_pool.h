// Connections for reading: each reader has one to itself, and with it a snapshot that no writer disturbs.
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <mutex>
#include <vector>

#include "sql/sqlite/connection.h"

namespace outfield::sql::sqlite {

class ReaderPool {
  public:
    ReaderPool(std::filesystem::path file, const Waiting& waiting)
        : file_(std::move(file)), waiting_(waiting) {
        idle_.reserve(most_idle);
    }

    // Runs `work` on one snapshot. Thread-safe. Readers share few connections, because each has pages of its
    // own in memory and among many nobody finds his: who comes while all are out waits a moment for one to
    // come back. Long readers hold nobody up: after that moment another connection is opened.
    void read(const std::function<void(Connection&)>& work);

  private:
    static constexpr std::size_t most_idle = 16;
    class Turn;

    std::unique_ptr<SqliteConnection> take();
    void give_back(std::unique_ptr<SqliteConnection> connection) noexcept;
    void await_turn(std::unique_lock<std::mutex>& lock);

    const std::filesystem::path file_;
    const Waiting waiting_;
    std::mutex mutex_;
    std::condition_variable returned_;
    std::size_t out_ = 0;
    std::uint64_t returns_ = 0;
    std::chrono::steady_clock::time_point all_are_long_until_;  // nobody waits before
    std::vector<std::unique_ptr<SqliteConnection>> idle_;
};

}  // namespace outfield::sql::sqlite
