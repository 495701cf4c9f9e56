// Transactions of many threads at once.
#include <gmock/gmock.h>
#include <outfield/error.h>

#include <algorithm>
#include <atomic>
#include <mutex>
#include <stdexcept>
#include <thread>

#include "sql/database.h"
#include "sql/sqlite/database.h"
#include "sql/temporary_directory.h"

namespace outfield::sql {
namespace {

class GroupCommitTest : public testing::Test {
  protected:
    void SetUp() override {
        database_ = open_database(directory_.file("test.db"), OpenMode::create);
        database_->write([](Connection& c) { c.execute("CREATE TABLE t (id INTEGER PRIMARY KEY)"); });
    }

    static void insert(Connection& connection, std::int64_t id) {
        connection.execute("INSERT INTO t (id) VALUES ($1)", {id});
    }

    std::int64_t count() {
        return reading(*database_,
                       [](Connection& c) { return c.query_one("SELECT count(*) FROM t")->integer(0); });
    }

    TemporaryDirectory directory_;
    std::unique_ptr<Database> database_;
};

TEST_F(GroupCommitTest, YieldsTheValueOfTheWork) {
    EXPECT_EQ(writing(*database_,
                      [](Connection& c) {
                          insert(c, 7);
                          return c.query_one("SELECT max(id) FROM t")->integer(0);
                      }),
              7);
}

TEST_F(GroupCommitTest, WorkThatThrowsLeavesNothing) {
    EXPECT_THROW(database_->write([](Connection& c) {
        insert(c, 1);
        throw std::runtime_error("changed my mind");
    }),
                 std::runtime_error);
    EXPECT_EQ(count(), 0);
    database_->write([](Connection& c) { insert(c, 2); });
    EXPECT_EQ(count(), 1);
}

TEST_F(GroupCommitTest, RefusesATransactionInsideATransaction) {
    try {
        database_->write([&](Connection&) { database_->write([](Connection&) {}); });
        FAIL();
    } catch (const Error& error) {
        EXPECT_EQ(error.kind(), ErrorKind::invalid);
    }
}

TEST_F(GroupCommitTest, WaitsForAWriterNoLongerThanItsPatience) {
    const auto hasty =
        sqlite::open(directory_.file("test.db"), OpenMode::existing, std::chrono::milliseconds(30));
    std::atomic<bool> is_in = false, may_end = false;
    std::jthread long_writer([&] {
        hasty->write([&](Connection& c) {
            insert(c, 1);
            is_in = true;
            is_in.notify_all();
            may_end.wait(false);
        });
    });
    is_in.wait(false);
    try {
        hasty->write([](Connection& c) { insert(c, 2); });
        ADD_FAILURE();
    } catch (const Error& error) {
        EXPECT_EQ(error.kind(), ErrorKind::unavailable);
        EXPECT_TRUE(error.retryable());
    }
    may_end = true;
    may_end.notify_all();
    long_writer.join();
    hasty->write([](Connection& c) { insert(c, 3); });
    EXPECT_EQ(count(), 2);
}

TEST_F(GroupCommitTest, LongWorksAreNotGatheredWithoutEnd) {
    std::atomic<int> begun = 0;
    std::mutex mutex;
    std::vector<int> begun_at_return;
    {
        std::vector<std::jthread> all;
        for (std::int64_t thread = 1; thread <= 8; ++thread)
            all.emplace_back([&, thread] {
                database_->write([&](Connection& c) {
                    ++begun;
                    insert(c, thread);
                    std::this_thread::sleep_for(std::chrono::milliseconds(200));
                });
                const std::lock_guard lock(mutex);
                begun_at_return.push_back(begun);
            });
    }
    EXPECT_EQ(count(), 8);
    EXPECT_EQ(begun, 8);  // what was put back had not begun
    EXPECT_TRUE(std::ranges::any_of(begun_at_return, [](int when) { return when > 1 && when < 8; }));
}

// Sixteen threads; each third work fails, half of them by an exception of its own and half by a broken
// constraint, after it has written. Neighbours in a batch are not disturbed.
TEST_F(GroupCommitTest, FailingWorksFailAlone) {
    constexpr int threads = 16;
    constexpr int rounds = 60;
    std::atomic<int> own_failures = 0;
    std::atomic<int> duplicates = 0;
    const auto run = [&](int thread) {
        for (int round = 0; round < rounds; ++round) {
            const std::int64_t id = thread * 10'000 + round * 2 + 1;
            try {
                database_->write([&](Connection& c) {
                    insert(c, id);
                    if (round % 6 == 0) throw std::runtime_error("own failure");
                    if (round % 6 == 3) insert(c, id);
                });
            } catch (const Error& error) {
                EXPECT_EQ(error.kind(), ErrorKind::already_exists) << error.what();
                ++duplicates;
            } catch (const std::runtime_error& error) {
                EXPECT_STREQ(error.what(), "own failure");
                ++own_failures;
            }
        }
    };
    {
        std::vector<std::jthread> all;
        for (int thread = 0; thread < threads; ++thread) all.emplace_back(run, thread);
    }
    EXPECT_EQ(own_failures, threads * rounds / 6);
    EXPECT_EQ(duplicates, threads * rounds / 6);
    EXPECT_EQ(count(), threads * rounds * 4 / 6);
}

TEST_F(GroupCommitTest, WhatAWriteHasReturnedIsSeenByTheNextRead) {
    std::vector<std::jthread> all;
    for (std::int64_t thread = 0; thread < 8; ++thread) {
        all.emplace_back([&, thread] {
            for (std::int64_t round = 0; round < 50; ++round) {
                const auto id = thread * 1000 + round;
                database_->write([&](Connection& c) { insert(c, id); });
                database_->read([&](Connection& c) {
                    EXPECT_TRUE(c.query_one("SELECT 1 FROM t WHERE id = $1", {id}).has_value());
                });
            }
        });
    }
    all.clear();
    EXPECT_EQ(count(), 400);
}

}  // namespace
}  // namespace outfield::sql
