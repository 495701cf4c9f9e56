#include "stores/s3/connection_pool.h"

#include <fmt/format.h>

#include "stores/retries.h"

namespace outfield::s3 {

ConnectionPool::Lease ConnectionPool::lend() {
    std::unique_ptr<HttpConnection> connection;
    {
        std::unique_lock lock(mutex_);
        wait_for_one(lock);
        if (!idle_.empty()) {
            connection = std::move(idle_.back());
            idle_.pop_back();
        }
        ++lent_;
    }
    try {
        if (!connection) connection = std::make_unique<HttpConnection>(options_);
    } catch (...) {
        give_back(nullptr);
        throw;
    }
    return {*this, std::move(connection)};
}

// As long as others come back, its turn will come.
void ConnectionPool::wait_for_one(std::unique_lock<std::mutex>& lock) {
    while (lent_ == limit_) {
        const auto before = returns_;
        if (!returned_.wait_for(lock, options_.pace.idle,
                                [&] { return lent_ < limit_ || returns_ != before; }))
            throw Busy(
                fmt::format("all {} connections to the S3 server have been busy for {} s; raise the setting "
                            "'connections' or do less at a time",
                            limit_, options_.pace.idle.count()));
    }
}

void ConnectionPool::give_back(std::unique_ptr<HttpConnection> connection) noexcept {
    const bool keep = connection && connection->reusable();
    {
        const std::lock_guard lock(mutex_);
        --lent_;
        ++returns_;
        if (keep && idle_.size() < limit_) {
            if (idle_.capacity() == 0) idle_.reserve(limit_);
            idle_.push_back(std::move(connection));
        }
    }
    returned_.notify_one();
}

}  // namespace outfield::s3
