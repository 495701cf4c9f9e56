#include "sql/sqlite/reader_pool.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <latch>
#include <thread>
#include <vector>

#include "sql/temporary_directory.h"

namespace outfield::sql::sqlite {
namespace {

class ReaderPoolTest : public testing::Test {
  protected:
    ReaderPoolTest() { open_database("sqlite:" + file_, OpenMode::create); }

    TemporaryDirectory directory_;
    const std::string file_ = directory_.file("some.db");
    ReaderPool pool_{file_, {std::chrono::seconds(5), std::chrono::minutes(1)}};
};

// More than share connections: each is inside until all are.
TEST_F(ReaderPoolTest, ManyLongReadersHoldNobodyUp) {
    const auto many = 4 * std::max(1U, std::thread::hardware_concurrency());
    std::latch all_inside(many);
    std::vector<std::jthread> readers;
    for (unsigned i = 0; i < many; ++i)
        readers.emplace_back([&] { pool_.read([&](Connection&) { all_inside.arrive_and_wait(); }); });
    readers.clear();
    pool_.read([](Connection& connection) { EXPECT_EQ(connection.query("SELECT 1").size(), 1U); });
}

}  // namespace
}  // namespace outfield::sql::sqlite
