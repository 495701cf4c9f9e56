// Kept connections, lent to one exchange each. Thread-safe.
#pragma once

#include <condition_variable>
#include <memory>
#include <mutex>
#include <vector>

#include "stores/s3/http.h"

namespace outfield::s3 {

class ConnectionPool {
  public:
    ConnectionPool(HttpOptions options, unsigned limit) : options_(std::move(options)), limit_(limit) {}

    class Lease {
      public:
        Lease(ConnectionPool& pool, std::unique_ptr<HttpConnection> connection)
            : pool_(pool), connection_(std::move(connection)) {}
        ~Lease() { pool_.give_back(std::move(connection_)); }
        Lease(const Lease&) = delete;
        Lease& operator=(const Lease&) = delete;
        HttpConnection* operator->() { return connection_.get(); }

      private:
        ConnectionPool& pool_;
        std::unique_ptr<HttpConnection> connection_;
    };

    // The connection used last, which is the likeliest to be open still. Waits while all are lent, but no
    // longer than the idle timeout, because a thread may hold one while it asks for another: then
    // ErrorKind::unavailable.
    Lease lend();

  private:
    void wait_for_one(std::unique_lock<std::mutex>& lock);
    void give_back(std::unique_ptr<HttpConnection> connection) noexcept;

    const HttpOptions options_;
    const unsigned limit_;
    std::mutex mutex_;
    std::condition_variable returned_;
    std::vector<std::unique_ptr<HttpConnection>> idle_;
    unsigned lent_ = 0;
    std::uint64_t returns_ = 0;  // of connections, since ever
};

}  // namespace outfield::s3
