#include "sql/postgresql/pool.h"

#include <fmt/format.h>
#include <outfield/error.h>

namespace outfield::sql::postgresql {
namespace {

// A server takes a hundred by default, for all processes together.
constexpr std::size_t most = 16;
constexpr std::chrono::seconds patience{30};

thread_local int held = 0;

}  // namespace

Pool::Lent::Lent(Pool& pool, std::unique_ptr<PostgresqlConnection> connection)
    : pool_(pool), connection_(std::move(connection)) {
    ++held;
}

Pool::Lent::~Lent() {
    --held;
    pool_.give_back(std::move(connection_));
}

Pool::Lent Pool::take() {
    auto connection = take_idle();
    if (connection) return {*this, std::move(connection)};
    try {
        return {*this, std::make_unique<PostgresqlConnection>(target_)};
    } catch (...) {
        give_back(nullptr);
        throw;
    }
}

std::unique_ptr<PostgresqlConnection> Pool::take_idle() {
    std::unique_lock lock(mutex_);
    if (!back_.wait_for(lock, patience, [&] { return lent_ < most || held > 0; }))
        throw Error(ErrorKind::unavailable,
                    fmt::format("database {}: all {} connections of this process are busy: try again",
                                target_.name, most),
                    Retry::yes);
    ++lent_;
    if (idle_.empty()) return nullptr;
    auto connection = std::move(idle_.back());
    idle_.pop_back();
    return connection;
}

void Pool::give_back(std::unique_ptr<PostgresqlConnection> connection) noexcept {
    std::vector<std::unique_ptr<PostgresqlConnection>> useless;  // closed without the lock
    const std::lock_guard lock(mutex_);
    --lent_;
    back_.notify_one();
    if (!connection) return;
    if (connection->lost()) {
        useless.swap(idle_);
    } else if (idle_.size() < most) {
        idle_.push_back(std::move(connection));
    }
}

}  // namespace outfield::sql::postgresql
