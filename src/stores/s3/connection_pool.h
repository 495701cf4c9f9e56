// Kept connections, lent to one exchange each. Thread-safe.
#pragma once

#include <memory>

#include "base/lending.h"
#include "stores/s3/http.h"

namespace outfield::s3 {

class ConnectionPool {
  public:
    ConnectionPool(HttpOptions options, unsigned limit) : options_(std::move(options)), lending_(limit) {}

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

    // The connection used last, which is the likeliest to be open still. Waits while all are lent, as long as
    // any comes back within the idle timeout, because a thread may hold one while it asks for another: else
    // Busy.
    Lease lend();

  private:
    void give_back(std::unique_ptr<HttpConnection> connection) noexcept;

    const HttpOptions options_;
    Lending<HttpConnection> lending_;
};

}  // namespace outfield::s3
