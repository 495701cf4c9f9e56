// The sessions of one storage: at most as many as configured, reused last in, first out. Thread-safe.
#pragma once

#include <condition_variable>
#include <memory>
#include <mutex>
#include <vector>

#include "stores/ftp/session.h"

namespace outfield::ftp {

class SessionPool {
  public:
    // REQUIRES: `options` outlives this.
    explicit SessionPool(const Options& options) : options_(options) {}

    // A session that is logged in, for as long as the lease lives. Waits while all are in use, at most ten
    // idle timeouts. Throws when the server cannot be reached or refuses the login: nothing has happened
    // then.
    class Lease {
      public:
        explicit Lease(SessionPool& pool);
        ~Lease();
        Lease(const Lease&) = delete;

        Session& operator*() noexcept { return *session_; }
        Session* operator->() noexcept { return session_.get(); }

      private:
        SessionPool& pool_;
        std::unique_ptr<Session> session_;
    };

  private:
    void wait_for_one(std::unique_lock<std::mutex>& lock);
    std::unique_ptr<Session> take();
    void give_back(std::unique_ptr<Session> session);

    const Options& options_;
    std::mutex mutex_;
    std::condition_variable returned_;
    std::vector<std::unique_ptr<Session>> idle_;
    unsigned in_use_ = 0;
    std::uint64_t returns_ = 0;  // of connections, since ever
};

}  // namespace outfield::ftp
