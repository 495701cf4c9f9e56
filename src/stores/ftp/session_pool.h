// The sessions of one storage: at most as many as configured, reused last in, first out. Thread-safe.
#pragma once

#include <memory>

#include "base/lending.h"
#include "stores/ftp/session.h"

namespace outfield::ftp {

class SessionPool {
  public:
    // REQUIRES: `options` outlives this.
    explicit SessionPool(const Options& options) : options_(options), lending_(options.connections) {}

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
    std::unique_ptr<Session> take();

    const Options& options_;
    Lending<Session> lending_;
};

}  // namespace outfield::ftp
