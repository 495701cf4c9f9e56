// Statements, parameters, columns and errors.
#include <gmock/gmock.h>
#include <outfield/error.h>

#include <limits>

#include "sql/database.h"
#include "sql/sqlite/database.h"
#include "sql/temporary_directory.h"

namespace outfield::sql {
namespace {

using testing::HasSubstr;

class UsingAConnection : public testing::Test {
  protected:
    void SetUp() override {
        database_ = open_database(directory_.file("test.db"), OpenMode::create);
        database_->write([](Connection& connection) {
            connection.run_script(
                "CREATE TABLE parent (id INTEGER PRIMARY KEY, name TEXT UNIQUE, CHECK (name <> 'never'));"
                "CREATE TABLE child (parent INTEGER NOT NULL REFERENCES parent (id), value)");
        });
    }

    void expect_error(ErrorKind kind, const std::string& sql,
                      std::initializer_list<Parameter> parameters = {}) {
        try {
            database_->write([&](Connection& connection) { connection.execute(sql, parameters); });
            ADD_FAILURE() << sql << " went well";
        } catch (const Error& error) {
            EXPECT_EQ(error.kind(), kind) << error.what();
            EXPECT_FALSE(error.retryable()) << error.what();
        }
    }

    Row one(const std::string& sql, std::initializer_list<Parameter> parameters = {}) {
        return reading(*database_,
                       [&](Connection& connection) { return connection.query_one(sql, parameters).value(); });
    }

    TemporaryDirectory directory_;
    std::unique_ptr<Database> database_;
};

TEST_F(UsingAConnection, KeepsEveryKindOfValue) {
    const std::string bytes("\0\xff\x01zero\0", 8);
    const auto row =
        one("SELECT $1, $2, $3, $4, $5, $6, $7", {nullptr, std::numeric_limits<std::int64_t>::min(), 1.5,
                                                  "text ü", bytes, std::as_bytes(std::span(bytes)), Bytes()});
    ASSERT_EQ(row.size(), 7U);
    EXPECT_TRUE(row.is_null(0));
    EXPECT_EQ(row.optional_integer(0), std::nullopt);
    EXPECT_EQ(row.text_or_empty(0), "");
    EXPECT_EQ(row.integer(1), std::numeric_limits<std::int64_t>::min());
    EXPECT_EQ(row.real(2), 1.5);
    EXPECT_EQ(row.text(3), "text ü");
    EXPECT_EQ(row.text(4), bytes);
    EXPECT_EQ(row.text(5), bytes);
    EXPECT_FALSE(row.is_null(6));
    EXPECT_EQ(row.text(6), "");
}

TEST_F(UsingAConnection, TakesAParameterTwiceAndInAnyOrder) {
    const auto row = one("SELECT $2, $1, $2, $10 FROM (SELECT $3 + $4 + $5 + $6 + $7 + $8 + $9)",
                         {"one", "two", 3, 4, 5, 6, 7, 8, 9, "ten"});
    EXPECT_EQ(row.text(0), "two");
    EXPECT_EQ(row.text(1), "one");
    EXPECT_EQ(row.text(2), "two");
    EXPECT_EQ(row.text(3), "ten");
}

TEST_F(UsingAConnection, RefusesWrongStatements) {
    expect_error(ErrorKind::invalid, "INSERT INTO parent (name) VALUES ($1)");
    expect_error(ErrorKind::invalid, "INSERT INTO parent (name) VALUES ($1)", {"a", "b"});
    expect_error(ErrorKind::invalid, "INSERT INTO parent (name) VALUES (?)", {"a"});
    expect_error(ErrorKind::invalid, "INSERT INTO parent (name) VALUES ($name)", {"a"});
    expect_error(ErrorKind::invalid, "DELETE FROM child; DELETE FROM parent");
    expect_error(ErrorKind::invalid, "");
    expect_error(ErrorKind::invalid, "SELECT FROM WHERE");
    expect_error(ErrorKind::invalid, "INSERT INTO nowhere VALUES (1)");
}

TEST_F(UsingAConnection, TellsBrokenConstraintsApart) {
    database_->write([](Connection& c) { c.execute("INSERT INTO parent VALUES (1, 'one')"); });
    expect_error(ErrorKind::already_exists, "INSERT INTO parent VALUES (1, 'two')");
    expect_error(ErrorKind::already_exists, "INSERT INTO parent VALUES (2, 'one')");
    expect_error(ErrorKind::conflict, "INSERT INTO child VALUES (99, 1)");
    expect_error(ErrorKind::invalid, "INSERT INTO child VALUES (NULL, 1)");
    expect_error(ErrorKind::invalid, "INSERT INTO parent VALUES (3, 'never')");
    database_->write([](Connection& c) { c.execute("INSERT INTO child VALUES (1, 1)"); });
    expect_error(ErrorKind::conflict, "DELETE FROM parent WHERE id = 1");
}

TEST_F(UsingAConnection, CountsChangedRows) {
    database_->write([](Connection& c) {
        EXPECT_EQ(c.execute("INSERT INTO parent VALUES (1, 'a'), (2, 'b'), (3, 'c')"), 3);
        EXPECT_EQ(c.execute("UPDATE parent SET name = name WHERE id > $1", {1}), 2);
        EXPECT_EQ(c.execute("SELECT 1"), 0);
        EXPECT_EQ(c.execute("DELETE FROM parent WHERE id = $1", {7}), 0);
        EXPECT_EQ(c.query("DELETE FROM parent WHERE id < $1 RETURNING id", {3}).size(), 2U);
    });
}

TEST_F(UsingAConnection, SaysWhenAColumnIsSomethingElse) {
    const auto row = one("SELECT 1, 'text', NULL");
    for (const auto& wrong : std::vector<std::function<void()>>{
             [&] { row.text(0); }, [&] { row.real(0); }, [&] { row.integer(1); }, [&] { row.integer(2); },
             [&] { row.text(2); }, [&] { row.integer(3); }}) {
        try {
            wrong();
            ADD_FAILURE();
        } catch (const Error& error) {
            EXPECT_EQ(error.kind(), ErrorKind::corrupt);
        }
    }
}

TEST_F(UsingAConnection, AReaderCannotWrite) {
    EXPECT_THROW(database_->read([](Connection& c) { c.execute("INSERT INTO parent VALUES (1, 'a')"); }),
                 Error);
}

TEST_F(UsingAConnection, AReaderKeepsItsSnapshot) {
    const auto count = [](Connection& c) { return c.query_one("SELECT count(*) FROM parent")->integer(0); };
    database_->read([&](Connection& reader) {
        EXPECT_EQ(count(reader), 0);
        database_->write([](Connection& writer) { writer.execute("INSERT INTO parent VALUES (1, 'a')"); });
        EXPECT_EQ(count(reader), 0);
        EXPECT_EQ(reading(*database_, count), 1);
    });
    EXPECT_EQ(reading(*database_, count), 1);
}

TEST_F(UsingAConnection, GivesUpAStatementWithoutEnd) {
    const auto limited = sqlite::open(directory_.file("limited.db"), OpenMode::create,
                                      sqlite::default_patience, std::chrono::milliseconds(50));
    const std::string endless =
        "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n";
    const auto give_up = [&](const auto& run) {
        try {
            run([&](Connection& c) { c.query(endless, {}); });
            ADD_FAILURE() << "it had an end";
        } catch (const Error& error) {
            EXPECT_EQ(error.kind(), ErrorKind::unavailable) << error.what();
            EXPECT_TRUE(error.retryable());
            EXPECT_THAT(error.what(), HasSubstr("took too long"));
        }
    };
    give_up([&](const auto& work) { limited->read(work); });
    give_up([&](const auto& work) { limited->write(work); });
    limited->write([](Connection& c) { c.execute("CREATE TABLE t (i)"); });
    EXPECT_EQ(
        reading(*limited, [](Connection& c) { return c.query_one("SELECT count(*) FROM t")->integer(0); }),
        0);
}

TEST_F(UsingAConnection, AScriptTakesAsLongAsItWants) {
    const auto limited = sqlite::open(directory_.file("limited.db"), OpenMode::create,
                                      sqlite::default_patience, std::chrono::milliseconds(1));
    limited->write([](Connection& c) {
        c.run_script(
            "CREATE TABLE t AS WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < "
            "300000) "
            "SELECT count(*) AS i FROM n");
    });
    EXPECT_EQ(reading(*limited, [](Connection& c) { return c.query_one("SELECT i FROM t")->integer(0); }),
              300000);
}

TEST_F(UsingAConnection, BearsMoreStatementsThanItKeeps) {
    database_->write([](Connection& c) {
        for (int i = 0; i < 2000; ++i)
            EXPECT_EQ(c.query_one("SELECT " + std::to_string(i) + " + $1", {1})->integer(0), i + 1);
    });
}

}  // namespace
}  // namespace outfield::sql
