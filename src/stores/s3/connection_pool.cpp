#include "stores/s3/connection_pool.h"

#include "stores/retries.h"

namespace outfield::s3 {

ConnectionPool::Lease ConnectionPool::lend() {
    auto connection = lending_.take(options_.pace.idle);
    if (!connection) throw Busy("the S3 server", lending_.most(), options_.pace.idle);
    try {
        if (!*connection) *connection = std::make_unique<HttpConnection>(options_);
    } catch (...) {
        give_back(nullptr);
        throw;
    }
    return {*this, std::move(*connection)};
}

void ConnectionPool::give_back(std::unique_ptr<HttpConnection> connection) noexcept {
    if (connection && !connection->reusable()) connection.reset();
    lending_.give_back(std::move(connection));
}

}  // namespace outfield::s3
