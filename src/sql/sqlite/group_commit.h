// Many threads, one commit. A commit costs an fsync, whatever is in it; so threads queue their work, and one
// of them, the leader, does the work of all who wait in one transaction while the next ones queue. When one
// of them fails, all is done again with a savepoint around each.
#pragma once

#include <chrono>
#include <condition_variable>
#include <exception>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

#include "sql/sqlite/connection.h"

namespace outfield::sql::sqlite {

class GroupCommit {
  public:
    using Work = std::function<void(Connection&)>;

    // Does not own the writing connection, which outlives it and is used by nobody else.
    GroupCommit(SqliteConnection& connection, std::chrono::milliseconds patience)
        : connection_(connection), patience_(patience) {}

    // Returns when the work is committed; throws what it threw, or what the commit threw. Thread-safe.
    // ErrorKind::unavailable, retryable: the writers before it took longer than `patience`.
    // ErrorKind::invalid from inside another work: it would wait for itself.
    void write(const Work& work);

  private:
    struct Pending {
        const Work& work;
        std::exception_ptr failure;
        bool done = false;
        std::condition_variable turn = {};  // it is done, or may lead
    };
    using Batch = std::vector<Pending*>;

    void await_turn(std::unique_lock<std::mutex>& lock, Pending& mine);
    Batch take_batch();
    // Those of the batch that there was no time for go back to the front of the queue.
    void commit(Batch& batch) noexcept;
    void run(Batch& batch);
    bool run_together(Batch& batch) noexcept;
    void put_back(Batch& batch, std::size_t done);
    void run_one(Pending& pending);
    void run_apart(Pending& pending);

    SqliteConnection& connection_;
    const std::chrono::milliseconds patience_;
    std::mutex mutex_;
    Batch queue_;
    std::thread::id leader_;  // none: nobody leads
};

}  // namespace outfield::sql::sqlite
