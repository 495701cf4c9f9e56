// Connections for reading: each reader has one to itself, and with it a snapshot that no writer disturbs.
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstddef>
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
        idle_.reserve(most_idle());
    }

    // Runs `work` on one snapshot. Thread-safe. Readers share few connections, `enough`, because each has
    // pages of its own in memory: who comes while all are out waits for one to come back, but no longer than
    // `for_reader`. Then another one is opened, and for a second nobody waits: there are long readers.
    void read(const std::function<void(Connection&)>& work);

    static std::size_t enough() noexcept;  // twice as many as cores

  private:
    class Turn;

    static std::size_t most_idle() noexcept;

    std::unique_ptr<SqliteConnection> take();
    void give_back(std::unique_ptr<SqliteConnection> connection) noexcept;
    void await_turn(std::unique_lock<std::mutex>& lock);

    const std::filesystem::path file_;
    const Waiting waiting_;
    std::mutex mutex_;
    std::condition_variable returned_;
    std::size_t out_ = 0;
    std::chrono::steady_clock::time_point nobody_waits_until_;
    std::vector<std::unique_ptr<SqliteConnection>> idle_;
};

}  // namespace outfield::sql::sqlite
