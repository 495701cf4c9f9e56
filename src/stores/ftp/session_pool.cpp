#include "stores/ftp/session_pool.h"

#include "stores/retries.h"

namespace outfield::ftp {

SessionPool::Lease::Lease(SessionPool& pool) : pool_(pool), session_(pool.take()) {
    try {
        if (!session_ || !session_->fresh()) session_ = std::make_unique<Session>(pool.options_);
        session_->open();
    } catch (...) {
        pool.lending_.give_back(nullptr);
        throw;
    }
}

SessionPool::Lease::~Lease() {
    pool_.lending_.give_back(std::move(session_));
}

std::unique_ptr<Session> SessionPool::take() {
    const auto longest = 10 * options_.idle_timeout;  // whoever has one may need another to go on
    auto session = lending_.take(longest);
    if (!session) throw Busy("the FTP server", lending_.most(), longest);
    return std::move(*session);
}

}  // namespace outfield::ftp
