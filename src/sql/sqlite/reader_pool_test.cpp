#include "sql/sqlite/reader_pool.h"

#include <gtest/gtest.h>

#include <latch>
#include <memory>
#include <mutex>
#include <set>
#include <thread>
#include <vector>

#include "sql/temporary_directory.h"

namespace outfield::sql::sqlite {
namespace {

class ReaderPoolTest : public testing::Test {
  protected:
    ReaderPoolTest() { open_database("sqlite:" + file_, OpenMode::create); }

    std::unique_ptr<ReaderPool> pool(std::chrono::milliseconds for_reader) {
        return std::make_unique<ReaderPool>(
            file_, Waiting{std::chrono::seconds(5), std::chrono::minutes(1), for_reader});
    }

    TemporaryDirectory directory_;
    const std::string file_ = directory_.file("some.db");
};

TEST_F(ReaderPoolTest, WhoComesWhileAllAreOutTakesTheNextThatComesBack) {
    const auto pool = this->pool(std::chrono::minutes(1));
    std::latch all_out(static_cast<std::ptrdiff_t>(ReaderPool::enough())), go_on(1);
    std::mutex mutex;
    std::set<const Connection*> first;
    std::vector<std::jthread> readers;
    for (std::size_t i = 0; i < ReaderPool::enough(); ++i)
        readers.emplace_back([&] {
            pool->read([&](Connection& connection) {
                {
                    const std::unique_lock lock(mutex);
                    first.insert(&connection);
                }
                all_out.arrive_and_wait();
                go_on.wait();
            });
        });
    all_out.wait();
    const Connection* taken = nullptr;
    std::latch coming(1);
    std::jthread late([&] {
        coming.count_down();
        pool->read([&](Connection& connection) { taken = &connection; });
    });
    coming.wait();
    std::this_thread::sleep_for(std::chrono::milliseconds(50));  // it could open one of its own meanwhile
    go_on.count_down();
    late.join();
    EXPECT_TRUE(first.contains(taken));
}

// More than share connections: each is inside until all are.
TEST_F(ReaderPoolTest, LongReadersHoldNobodyUp) {
    const auto pool = this->pool(std::chrono::milliseconds(1));
    std::latch all_inside(static_cast<std::ptrdiff_t>(2 * ReaderPool::enough()));
    std::vector<std::jthread> readers;
    for (std::size_t i = 0; i < 2 * ReaderPool::enough(); ++i)
        readers.emplace_back([&] { pool->read([&](Connection&) { all_inside.arrive_and_wait(); }); });
    readers.clear();
    pool->read([](Connection& connection) { EXPECT_EQ(connection.query("SELECT 1").size(), 1U); });
}

}  // namespace
}  // namespace outfield::sql::sqlite
