#include "sql/sqlite/reader_pool.h"

namespace outfield::sql::sqlite {
namespace {

constexpr std::size_t most_idle = 16;

}  // namespace

void ReaderPool::read(const std::function<void(Connection&)>& work) {
    auto connection = take();
    connection->execute("BEGIN");
    try {
        work(*connection);
    } catch (...) {
        connection->roll_back();
        give_back(std::move(connection));
        throw;
    }
    connection->execute("COMMIT");
    give_back(std::move(connection));
}

std::unique_ptr<SqliteConnection> ReaderPool::take() {
    {
        const std::lock_guard lock(mutex_);
        if (!idle_.empty()) {
            auto connection = std::move(idle_.back());
            idle_.pop_back();
            return connection;
        }
    }
    return std::make_unique<SqliteConnection>(file_, Role::reader, waiting_);
}

void ReaderPool::give_back(std::unique_ptr<SqliteConnection> connection) {
    if (connection->in_transaction()) return;
    const std::lock_guard lock(mutex_);
    if (idle_.size() < most_idle) idle_.push_back(std::move(connection));
}

}  // namespace outfield::sql::sqlite
