#include "sql/sqlite/reader_pool.h"

#include <algorithm>
#include <thread>

namespace outfield::sql::sqlite {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::chrono::seconds without_waiting{1};

}  // namespace

std::size_t ReaderPool::enough() noexcept {
    static const std::size_t count = 2 * std::max(1U, std::thread::hardware_concurrency());
    return count;
}

std::size_t ReaderPool::most_idle() noexcept {
    return std::max<std::size_t>(enough(), 16);
}

// Gives its connection back, whatever happens.
class ReaderPool::Turn {
  public:
    explicit Turn(ReaderPool& pool) : pool_(pool), connection_(pool.take()) {}
    ~Turn() { pool_.give_back(std::move(connection_)); }
    Turn(const Turn&) = delete;
    Turn& operator=(const Turn&) = delete;

    SqliteConnection& connection() { return *connection_; }

  private:
    ReaderPool& pool_;
    std::unique_ptr<SqliteConnection> connection_;
};

void ReaderPool::read(const std::function<void(Connection&)>& work) {
    Turn turn(*this);
    auto& connection = turn.connection();
    connection.execute("BEGIN");
    try {
        work(connection);
    } catch (...) {
        connection.roll_back();
        throw;
    }
    connection.execute("COMMIT");
}

void ReaderPool::await_turn(std::unique_lock<std::mutex>& lock) {
    const auto may_go = [this] { return out_ < enough() || Clock::now() < nobody_waits_until_; };
    if (returned_.wait_for(lock, waiting_.for_reader, may_go)) return;
    nobody_waits_until_ = Clock::now() + without_waiting;
    returned_.notify_all();
}

std::unique_ptr<SqliteConnection> ReaderPool::take() {
    {
        std::unique_lock lock(mutex_);
        await_turn(lock);
        ++out_;
        if (!idle_.empty()) {
            auto connection = std::move(idle_.back());
            idle_.pop_back();
            return connection;
        }
    }
    try {
        return std::make_unique<SqliteConnection>(file_, Role::reader, waiting_);
    } catch (...) {
        give_back(nullptr);
        throw;
    }
}

void ReaderPool::give_back(std::unique_ptr<SqliteConnection> connection) noexcept {
    if (connection && connection->in_transaction()) connection.reset();
    {
        const std::lock_guard lock(mutex_);
        --out_;
        if (connection && idle_.size() < most_idle()) idle_.push_back(std::move(connection));
    }
    returned_.notify_one();
}

}  // namespace outfield::sql::sqlite
