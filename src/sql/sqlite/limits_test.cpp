// A file that may not be written, and a disk that is full. Each in a process of its own, which gives up its
// rights.
#include <gmock/gmock.h>
#include <outfield/error.h>
#include <sys/resource.h>
#include <sys/stat.h>

#include <atomic>
#include <csignal>
#include <stdexcept>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "sql/child_process.h"
#include "sql/database.h"
#include "sql/temporary_directory.h"

namespace outfield::sql {
namespace {

constexpr uid_t nobody = 65534;

class LimitsTest : public testing::Test {
  protected:
    void SetUp() override {
        open_database(file_, OpenMode::create)->write([](Connection& connection) {
            connection.execute("CREATE TABLE t (bytes BLOB)");
        });
    }

    TemporaryDirectory directory_;
    const std::string file_ = directory_.file("limited.db");
};

void give_up_rights() {
    if (geteuid() == 0 && setuid(nobody) != 0) throw std::runtime_error("root stays root");
}

void insert(Database& database, std::size_t size) {
    const std::string bytes(size, 'b');
    database.write([&](Connection& connection) { connection.execute("INSERT INTO t VALUES ($1)", {bytes}); });
}

TEST_F(LimitsTest, SaysThatItMayNotWrite) {
    ASSERT_EQ(chmod(file_.c_str(), 0444), 0);
    ASSERT_EQ(chmod(directory_.file("").c_str(), 0755), 0);
    expect_success(start_child([&] {
        give_up_rights();
        try {
            insert(*open_database(file_, OpenMode::existing), 10);
            ADD_FAILURE() << "it was written";
        } catch (const Error& error) {
            EXPECT_EQ(error.kind(), ErrorKind::denied) << error.what();
            EXPECT_THAT(error.what(), testing::HasSubstr("limited.db"));
        }
    }));
}

TEST_F(LimitsTest, SaysThatItMayNotRead) {
    ASSERT_EQ(chmod(directory_.file("").c_str(), 0755), 0);
    if (geteuid() != 0) {
        ASSERT_EQ(chmod(file_.c_str(), 0), 0);
    }
    expect_success(start_child([&] {
        give_up_rights();
        try {
            open_database(file_, OpenMode::existing);
            ADD_FAILURE() << "it was opened";
        } catch (const Error& error) {
            EXPECT_EQ(error.kind(), ErrorKind::denied) << error.what();
        }
    }));
}

// Every thread of a batch hears of the full disk, nothing of theirs stays, and all goes on when there is
// room.
TEST_F(LimitsTest, AFullDiskIsNamedAndSurvived) {
    expect_success(start_child([&] {
        std::signal(SIGXFSZ, SIG_IGN);
        rlimit limit{};
        getrlimit(RLIMIT_FSIZE, &limit);
        const auto database = open_database(file_, OpenMode::existing);
        insert(*database, 10);
        const auto unlimited = std::exchange(limit.rlim_cur, 512 * 1024);
        ASSERT_EQ(setrlimit(RLIMIT_FSIZE, &limit), 0);
        std::atomic<int> refused = 0;
        std::vector<std::jthread> threads;
        for (int i = 0; i < 8; ++i) {
            threads.emplace_back([&] {
                try {
                    insert(*database, 1024 * 1024);
                } catch (const Error& error) {
                    EXPECT_EQ(error.kind(), ErrorKind::out_of_space) << error.what();
                    ++refused;
                }
            });
        }
        threads.clear();
        EXPECT_EQ(refused, 8);
        limit.rlim_cur = unlimited;
        ASSERT_EQ(setrlimit(RLIMIT_FSIZE, &limit), 0);
        insert(*database, 1024 * 1024);
    }));
    open_database(file_, OpenMode::existing)->read([](Connection& connection) {
        EXPECT_EQ(connection.query_one("SELECT count(*) FROM t")->integer(0), 2);
        EXPECT_EQ(connection.query_one("PRAGMA integrity_check")->text(0), "ok");
    });
}

}  // namespace
}  // namespace outfield::sql
