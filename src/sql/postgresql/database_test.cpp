// Against a server: values, errors, snapshots, lost connections, deadlocks.
#include "sql/postgresql/database.h"

#include <gmock/gmock.h>
#include <outfield/error.h>

#include <atomic>
#include <barrier>
#include <limits>
#include <thread>

#include "sql/trial_database.h"

namespace outfield::sql::postgresql {
namespace {

using testing::HasSubstr;
using testing::Not;

class PostgresqlTest : public testing::Test {
  protected:
    void SetUp() override {
        const auto server = trial_server();
        if (server.empty()) return;
        schema_ = std::make_unique<ServerDatabase>(server);
        database_ = open_database(schema_->url(), OpenMode::create);
        database_->write([](Connection& c) {
            c.run_script(
                "CREATE TABLE parent (id BIGINT PRIMARY KEY, name TEXT UNIQUE CHECK (name <> 'never'));"
                "CREATE TABLE child (parent BIGINT NOT NULL REFERENCES parent (id), value BIGINT)");
        });
    }

    Error error_of(const std::function<void(Connection&)>& work) {
        try {
            database_->write(work);
        } catch (const Error& error) {
            return error;
        }
        ADD_FAILURE() << "nothing was refused";
        return Error(ErrorKind::invalid, "nothing");
    }
    ErrorKind kind_of(const std::string& sql, std::initializer_list<Parameter> parameters = {}) {
        return error_of([&](Connection& c) { c.execute(sql, parameters); }).kind();
    }
    std::int64_t parents() {
        return reading(*database_,
                       [](Connection& c) { return c.query_one("SELECT count(*) FROM parent")->integer(0); });
    }
    void add_parent(std::int64_t id) {
        database_->write([&](Connection& c) { c.execute("INSERT INTO parent (id) VALUES ($1)", {id}); });
    }
    static std::int64_t process_of(Connection& c) {
        return c.query_one("SELECT pg_backend_pid()")->integer(0);
    }

    std::unique_ptr<ServerDatabase> schema_;
    std::unique_ptr<Database> database_;
};

TEST_F(PostgresqlTest, KeepsEveryKindOfValueAlsoWhenItIsPrepared) {
    const std::string bytes("\0\xff\x01zero\0", 8);
    for (int round = 0; round < 3; ++round) {
        const auto row = reading(*database_, [&](Connection& c) {
            return *c.query_one("SELECT $1, $2, $3, $4, $5, $6, true, 1, CAST(1.5 AS REAL)",
                                {nullptr, std::numeric_limits<std::int64_t>::min(), -1.5, "text ü",
                                 std::as_bytes(std::span(bytes)), Bytes()});
        });
        EXPECT_TRUE(row.is_null(0));
        EXPECT_EQ(row.integer(1), std::numeric_limits<std::int64_t>::min());
        EXPECT_EQ(row.real(2), -1.5);
        EXPECT_EQ(row.text(3), "text ü");
        EXPECT_EQ(row.text(4), bytes);
        EXPECT_EQ(row.text(5), "");
        EXPECT_EQ(row.integer(6), 1);
        EXPECT_EQ(row.integer(7), 1);
        EXPECT_EQ(row.real(8), 1.5);
    }
}

TEST_F(PostgresqlTest, AParameterMayBeNullNowAndAValueThen) {
    database_->write([](Connection& c) {
        for (std::int64_t i = 0; i < 6; ++i) {
            const Parameter name = i % 2 == 0 ? Parameter(nullptr)
                                              : Parameter(i == 1   ? "a"
                                                          : i == 3 ? "b"
                                                                   : "c");
            EXPECT_EQ(c.execute("INSERT INTO parent VALUES ($1, $2)", {i, name}), 1);
        }
        EXPECT_EQ(c.query("SELECT id FROM parent WHERE name IS NULL").size(), 3U);
    });
}

TEST_F(PostgresqlTest, TellsErrorsApart) {
    add_parent(1);
    EXPECT_EQ(kind_of("INSERT INTO parent VALUES (1, 'two')"), ErrorKind::already_exists);
    EXPECT_EQ(kind_of("INSERT INTO child VALUES (99, 1)"), ErrorKind::conflict);
    EXPECT_EQ(kind_of("INSERT INTO child VALUES (NULL, 1)"), ErrorKind::invalid);
    EXPECT_EQ(kind_of("INSERT INTO parent VALUES (3, 'never')"), ErrorKind::invalid);
    EXPECT_EQ(kind_of("INSERT INTO parent (name) VALUES ($1)"), ErrorKind::invalid);
    EXPECT_EQ(kind_of("INSERT INTO parent (name) VALUES ($1)", {"a", "b"}), ErrorKind::invalid);
    EXPECT_EQ(kind_of("DELETE FROM child; DELETE FROM parent"), ErrorKind::invalid);
    EXPECT_EQ(kind_of(""), ErrorKind::invalid);
    EXPECT_EQ(kind_of("SELECT FROM WHERE"), ErrorKind::invalid);
    EXPECT_THROW(database_->read([](Connection& c) { c.execute("DELETE FROM parent"); }), Error);
    EXPECT_EQ(error_of([&](Connection&) { add_parent(2); }).kind(), ErrorKind::invalid)
        << "one inside another";
    EXPECT_EQ(parents(), 1);
}

TEST_F(PostgresqlTest, AReaderKeepsItsSnapshot) {
    database_->read([&](Connection& c) {
        EXPECT_EQ(c.query("SELECT 1 FROM parent").size(), 0U);
        add_parent(1);
        EXPECT_EQ(c.query("SELECT 1 FROM parent").size(), 0U);
    });
    EXPECT_EQ(parents(), 1);
}

TEST_F(PostgresqlTest, AFailureThatWasSwallowedCommitsNothing) {
    const auto error = error_of([](Connection& c) {
        c.execute("INSERT INTO parent (id) VALUES (1)");
        EXPECT_THROW(c.execute("INSERT INTO parent (id) VALUES (1)"), Error);
    });
    EXPECT_THAT(error.what(), HasSubstr("was rolled back"));
    EXPECT_EQ(parents(), 0);
}

TEST_F(PostgresqlTest, AWorkWhoseConnectionIsLostRunsAgain) {
    int runs = 0;
    database_->write([&](Connection& c) {
        c.execute("INSERT INTO parent (id) VALUES (1)");
        if (++runs == 1)
            schema_->command("SELECT pg_terminate_backend(" + std::to_string(process_of(c)) + ")");
        c.execute("INSERT INTO parent (id) VALUES (2)");
    });
    EXPECT_EQ(runs, 2);
    EXPECT_EQ(parents(), 2);
}

TEST_F(PostgresqlTest, AConnectionLostWhileItWasIdleIsNoticedByNobody) {
    const auto process = reading(*database_, process_of);
    schema_->command("SELECT pg_terminate_backend(" + std::to_string(process) + ")");
    EXPECT_EQ(parents(), 0);
    EXPECT_NE(reading(*database_, process_of), process);
}

TEST_F(PostgresqlTest, ADeadlockIsRunAgain) {
    add_parent(1);
    add_parent(2);
    std::barrier both(2);
    std::atomic<int> runs{0};
    const auto touch = [&](std::int64_t first, std::int64_t second) {
        bool met = false;
        database_->write([&](Connection& c) {
            ++runs;
            c.execute("UPDATE parent SET name = name WHERE id = $1", {first});
            if (!std::exchange(met, true)) both.arrive_and_wait();
            c.execute("UPDATE parent SET name = name WHERE id = $1", {second});
        });
    };
    {
        const std::jthread one([&] { touch(1, 2); }), other([&] { touch(2, 1); });
    }
    EXPECT_GE(runs, 3);  // more where the work that runs again meets the other one once more
    EXPECT_EQ(parents(), 2);
}

TEST_F(PostgresqlTest, StatementsSurviveAChangeOfTheirTable) {
    const auto names = [&] {
        return reading(*database_, [](Connection& c) { return c.query("SELECT value FROM child").size(); });
    };
    for (int round = 0; round < 3; ++round) EXPECT_EQ(names(), 0U);
    database_->write(
        [](Connection& c) { c.run_script("ALTER TABLE child ALTER COLUMN value TYPE DOUBLE PRECISION"); });
    EXPECT_EQ(names(), 0U);
}

TEST_F(PostgresqlTest, BearsMoreStatementsThanItKeeps) {
    database_->write([](Connection& c) {
        for (int i = 0; i < 1500; ++i)
            EXPECT_EQ(c.query_one("SELECT " + std::to_string(i) + " + $1", {1})->integer(0), i + 1);
    });
}

TEST_F(PostgresqlTest, MoreThreadsThanConnectionsTakeTurns) {
    std::vector<std::jthread> threads;
    for (std::int64_t i = 0; i < 40; ++i) threads.emplace_back([this, i] { add_parent(i); });
    threads.clear();
    EXPECT_EQ(parents(), 40);
}

TEST_F(PostgresqlTest, SaysWhatIsWrongWithAnAddress) {
    const auto fault = [](const std::string& url) {
        try {
            open_database(url, OpenMode::create);
        } catch (const Error& error) {
            EXPECT_THAT(error.what(), Not(HasSubstr("wr0ng")));
            return error;
        }
        return Error(ErrorKind::unsupported, "nothing is wrong");
    };
    const auto server = trial_server();
    if (server.empty()) return;
    const auto absent = fault(server.substr(0, server.rfind('/')) + "/no_such_database");
    EXPECT_EQ(absent.kind(), ErrorKind::not_found);
    EXPECT_THAT(absent.what(), HasSubstr("createdb"));
    const auto at = server.rfind('@');
    EXPECT_EQ(fault("postgresql://outfield:wr0ng" + server.substr(at)).kind(), ErrorKind::denied);
    const auto refused = fault("postgresql://outfield:wr0ng@127.0.0.1:1/postgres");
    EXPECT_EQ(refused.kind(), ErrorKind::unavailable);
    EXPECT_TRUE(refused.retryable());
}

}  // namespace
}  // namespace outfield::sql::postgresql
