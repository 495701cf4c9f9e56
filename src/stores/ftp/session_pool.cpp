#include "stores/ftp/session_pool.h"

#include "stores/retries.h"

namespace outfield::ftp {

SessionPool::Lease::Lease(SessionPool& pool) : pool_(pool), session_(pool.take()) {
    try {
        if (!session_ || !session_->fresh()) session_ = std::make_unique<Session>(pool.options_);
        session_->open();
    } catch (...) {
        pool.give_back(nullptr);
        throw;
    }
}

SessionPool::Lease::~Lease() {
    pool_.give_back(std::move(session_));
}

std::unique_ptr<Session> SessionPool::take() {
    std::unique_lock lock(mutex_);
    wait_for_one(lock);
    ++in_use_;
    if (idle_.empty()) return nullptr;
    auto session = std::move(idle_.back());
    idle_.pop_back();
    return session;
}

// As long as others come back, its turn will come.
void SessionPool::wait_for_one(std::unique_lock<std::mutex>& lock) {
    const auto longest = 10 * options_.idle_timeout;  // whoever has one may need another to go on
    while (in_use_ == options_.connections) {
        const auto before = returns_;
        if (!returned_.wait_for(lock, longest,
                                [&] { return in_use_ < options_.connections || returns_ != before; }))
            throw Busy("All " + std::to_string(options_.connections) +
                       " connections to the FTP server have been busy for " +
                       std::to_string(longest.count()) +
                       " s. Raise the setting 'connections', or do less at a time.");
    }
}

void SessionPool::give_back(std::unique_ptr<Session> session) {
    {
        const std::lock_guard lock(mutex_);
        --in_use_;
        ++returns_;
        if (session) idle_.push_back(std::move(session));
    }
    returned_.notify_one();
}

}  // namespace outfield::ftp
