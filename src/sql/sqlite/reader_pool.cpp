#include "sql/sqlite/reader_pool.h"

#include <algorithm>
#include <thread>

namespace outfield::sql::sqlite {
namespace {

using Clock = std::chrono::steady_clock;

// A reader of one row is done in microseconds, and a connection is opened in less than this.
constexpr std::chrono::milliseconds moment{20};
constexpr std::chrono::seconds without_waiting{1};

std::size_t enough() {
    static const std::size_t count = 2 * std::max(1U, std::thread::hardware_concurrency());
    return count;
}

}  // namespace

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
    while (out_ >= enough() && Clock::now() >= all_are_long_until_) {
        const auto before = returns_;
        if (!returned_.wait_for(lock, moment, [&] { return out_ < enough() || returns_ != before; }))
            all_are_long_until_ = Clock::now() + without_waiting;
    }
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
        ++returns_;
        if (connection && idle_.size() < most_idle) idle_.push_back(std::move(connection));
    }
    returned_.notify_one();
}

}  // namespace outfield::sql::sqlite
