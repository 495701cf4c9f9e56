// Connections for reading: each reader has one to itself, and with it a snapshot that no writer disturbs.
#pragma once

#include <chrono>
#include <filesystem>
#include <memory>
#include <mutex>
#include <vector>

#include "sql/sqlite/connection.h"

namespace outfield::sql::sqlite {

class ReaderPool {
  public:
    ReaderPool(std::filesystem::path file, const Waiting& waiting)
        : file_(std::move(file)), waiting_(waiting) {}

    // Runs `work` on one snapshot. Thread-safe; opens as many connections as there are readers at once.
    void read(const std::function<void(Connection&)>& work);

  private:
    std::unique_ptr<SqliteConnection> take();
    void give_back(std::unique_ptr<SqliteConnection> connection);

    const std::filesystem::path file_;
    const Waiting waiting_;
    std::mutex mutex_;
    std::vector<std::unique_ptr<SqliteConnection>> idle_;
};

}  // namespace outfield::sql::sqlite
