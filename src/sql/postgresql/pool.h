// The connections of one process to one database.
#pragma once

#include <condition_variable>
#include <memory>
#include <mutex>
#include <vector>

#include "sql/postgresql/connection.h"

namespace outfield::sql::postgresql {

class Pool {
  public:
    // One connection, lent. It goes back when this goes, or away when it was lost, and then the idle ones
    // with it: the server has probably been restarted.
    class Lent {
      public:
        Lent(Pool& pool, std::unique_ptr<PostgresqlConnection> connection);
        Lent(const Lent&) = delete;
        Lent& operator=(const Lent&) = delete;
        ~Lent();
        PostgresqlConnection& operator*() const noexcept { return *connection_; }

      private:
        Pool& pool_;
        std::unique_ptr<PostgresqlConnection> connection_;
    };

    explicit Pool(Target target) : target_(std::move(target)) {}

    // Thread-safe. Waits while 16 are lent, but not a thread that holds one already: it would wait for
    // itself. Errors: those of Link; unavailable (retryable) when none came back in 30 s.
    Lent take();

    const Target& target() const noexcept { return target_; }

  private:
    std::unique_ptr<PostgresqlConnection> take_idle();
    void give_back(std::unique_ptr<PostgresqlConnection> connection) noexcept;

    const Target target_;
    std::mutex mutex_;
    std::condition_variable back_;
    std::vector<std::unique_ptr<PostgresqlConnection>> idle_;
    std::size_t lent_ = 0;
};

}  // namespace outfield::sql::postgresql
