// Several processes on one file.
#include <gmock/gmock.h>
#include <outfield/error.h>

#include <chrono>
#include <csignal>
#include <vector>

#include "sql/child_process.h"
#include "sql/sqlite/database.h"
#include "sql/temporary_directory.h"

namespace outfield::sql {
namespace {

using namespace std::chrono_literals;

TEST(SeveralProcesses, CreateAndWriteOneFile) {
    const TemporaryDirectory directory;
    const auto file = directory.file("shared.db");
    constexpr int processes = 4;
    constexpr int rounds = 50;
    std::vector<pid_t> children;
    for (std::int64_t process = 0; process < processes; ++process) {
        children.push_back(start_child([&] {
            const auto database = open_database(file, OpenMode::create);
            for (std::int64_t round = 0; round < rounds; ++round) {
                database->write([&](Connection& c) {
                    c.execute("CREATE TABLE IF NOT EXISTS t (id INTEGER PRIMARY KEY)");
                    c.execute("INSERT INTO t VALUES ($1)", {process * 1000 + round});
                });
            }
        }));
    }
    for (const auto child : children) expect_success(child);
    const auto database = open_database(file, OpenMode::existing);
    database->read([](Connection& c) {
        EXPECT_EQ(c.query_one("SELECT count(*) FROM t")->integer(0), processes * rounds);
        EXPECT_EQ(c.query_one("PRAGMA integrity_check")->text(0), "ok");
    });
}

TEST(SeveralProcesses, ALockIsWaitedForAndThenNamed) {
    const TemporaryDirectory directory;
    const auto file = directory.file("locked.db");
    const auto database = sqlite::open(file, OpenMode::create, 200ms);
    database->write([](Connection& c) { c.execute("CREATE TABLE t (a INTEGER)"); });
    const auto other = sqlite::open(file, OpenMode::existing);
    other->write([&](Connection& c) {
        c.execute("INSERT INTO t VALUES (1)");
        const auto began = std::chrono::steady_clock::now();
        try {
            database->write([](Connection& mine) { mine.execute("INSERT INTO t VALUES (2)"); });
            ADD_FAILURE() << "two transactions wrote at once";
        } catch (const Error& error) {
            EXPECT_EQ(error.kind(), ErrorKind::unavailable);
            EXPECT_TRUE(error.retryable());
            EXPECT_THAT(error.what(), testing::HasSubstr("locked.db: another process has locked it"));
        }
        EXPECT_GE(std::chrono::steady_clock::now() - began, 150ms);
        EXPECT_EQ(reading(*database, [](Connection& r) { return r.query("SELECT a FROM t").size(); }), 0U);
    });
    database->write([](Connection& c) { c.execute("INSERT INTO t VALUES (2)"); });
    EXPECT_EQ(reading(*database, [](Connection& r) { return r.query("SELECT a FROM t").size(); }), 2U);
}

// A process that is killed in the middle leaves what it had committed, and nothing else.
TEST(SeveralProcesses, AKilledWriterLeavesWholeTransactions) {
    const TemporaryDirectory directory;
    const auto file = directory.file("killed.db");
    open_database(file, OpenMode::create)->write([](Connection& c) {
        c.execute("CREATE TABLE t (pair INTEGER, half INTEGER)");
    });
    int ready[2];
    ASSERT_EQ(pipe(ready), 0);
    const auto child = start_child([&] {
        const auto database = open_database(file, OpenMode::existing);
        for (std::int64_t pair = 0;; ++pair) {
            database->write([&](Connection& c) {
                c.execute("INSERT INTO t VALUES ($1, 1)", {pair});
                c.execute("INSERT INTO t VALUES ($1, 2)", {pair});
            });
            if (::write(ready[1], "x", 1) != 1) return;
        }
    });
    char committed[25];
    for (char& one : committed) ASSERT_EQ(::read(ready[0], &one, 1), 1);
    kill(child, SIGKILL);
    waitpid(child, nullptr, 0);
    close(ready[0]);
    close(ready[1]);
    const auto database = open_database(file, OpenMode::existing);
    database->read([](Connection& c) {
        EXPECT_GE(c.query_one("SELECT count(*) FROM t")->integer(0), 50);
        EXPECT_TRUE(c.query("SELECT pair FROM t GROUP BY pair HAVING count(*) <> 2").empty());
    });
}

}  // namespace
}  // namespace outfield::sql
