// Which files are taken, and what is said of the others.
#include <gmock/gmock.h>
#include <outfield/error.h>
#include <sys/stat.h>

#include <fstream>
#include <functional>

#include "sql/database.h"
#include "sql/temporary_directory.h"

namespace outfield::sql {
namespace {

using testing::AllOf;
using testing::HasSubstr;

class OpeningADatabase : public testing::Test {
  protected:
    void write_file(const std::string& name, std::string_view bytes) {
        std::ofstream(directory_.file(name), std::ios::binary) << bytes;
    }

    void expect_refused(const std::string& url, OpenMode mode, ErrorKind kind, const std::string& words) {
        try {
            open_database(url, mode);
            ADD_FAILURE() << url << " was opened";
        } catch (const Error& error) {
            EXPECT_EQ(error.kind(), kind) << error.what();
            EXPECT_THAT(error.what(), HasSubstr(words));
        }
    }

    TemporaryDirectory directory_;
};

TEST_F(OpeningADatabase, CreatesAPrivateFileWithLargePagesAndAWriteAheadLog) {
    const auto file = directory_.file("new.db");
    const auto database = open_database("sqlite:" + file, OpenMode::create);
    database->write([](Connection& connection) {
        connection.execute("CREATE TABLE t (a INTEGER)");
        EXPECT_EQ(connection.query_one("PRAGMA page_size")->integer(0), 16384);
        EXPECT_EQ(connection.query_one("PRAGMA journal_mode")->text(0), "wal");
        EXPECT_EQ(connection.query_one("PRAGMA synchronous")->integer(0), 2);
        EXPECT_EQ(connection.query_one("PRAGMA foreign_keys")->integer(0), 1);
    });
    for (const char* neighbour : {"", "-wal", "-shm"}) {
        struct stat status {};
        ASSERT_EQ(stat((file + neighbour).c_str(), &status), 0) << neighbour;
        EXPECT_EQ(status.st_mode & 0777, 0600U) << neighbour;
    }
    EXPECT_EQ(database->dialect(), Dialect::sqlite);
}

TEST_F(OpeningADatabase, FindsWhatWasWritten) {
    const auto file = directory_.file("kept.db");
    open_database(file, OpenMode::create)->write([](Connection& connection) {
        connection.run_script("CREATE TABLE t (a INTEGER); INSERT INTO t VALUES (7)");
    });
    for (const auto mode : {OpenMode::existing, OpenMode::create}) {
        const auto database = open_database(file, mode);
        EXPECT_EQ(
            reading(*database, [](Connection& c) { return c.query_one("SELECT a FROM t")->integer(0); }), 7);
    }
}

TEST_F(OpeningADatabase, CreatesNoFileUnasked) {
    expect_refused(directory_.file("absent.db"), OpenMode::existing, ErrorKind::not_found, "absent.db");
    EXPECT_FALSE(std::filesystem::exists(directory_.file("absent.db")));
    expect_refused(directory_.file("no/such/x.db"), OpenMode::create, ErrorKind::not_found, "directory");
}

TEST_F(OpeningADatabase, RefusesWhatIsNoDatabase) {
    write_file("empty.db", "");
    write_file("short.db", "SQLi");
    write_file("letter.txt", "Dear administrator, this is a letter and no database at all.");
    expect_refused(directory_.file("empty.db"), OpenMode::existing, ErrorKind::corrupt, "empty");
    expect_refused(directory_.file("short.db"), OpenMode::existing, ErrorKind::corrupt,
                   "not a SQLite database");
    expect_refused(directory_.file("letter.txt"), OpenMode::existing, ErrorKind::corrupt, "letter.txt");
    expect_refused(directory_.file("letter.txt"), OpenMode::create, ErrorKind::corrupt, "letter.txt");
    expect_refused(directory_.file(""), OpenMode::existing, ErrorKind::invalid, "not a file");
    expect_refused("", OpenMode::create, ErrorKind::invalid, "empty");
}

TEST_F(OpeningADatabase, RefusesOtherUrlsWithoutRepeatingTheirSecrets) {
    try {
        open_database("mysql://root:hunter2@host/db", OpenMode::create);
        FAIL();
    } catch (const Error& error) {
        EXPECT_EQ(error.kind(), ErrorKind::invalid);
        EXPECT_THAT(error.what(), AllOf(HasSubstr("mysql://"), testing::Not(HasSubstr("hunter2"))));
    }
}

TEST_F(OpeningADatabase, SaysThatADamagedFileIsDamaged) {
    const auto file = directory_.file("damaged.db");
    open_database(file, OpenMode::create)->write([](Connection& connection) {
        connection.run_script("CREATE TABLE t (a INTEGER, b BLOB)");
        for (std::int64_t i = 0; i < 200; ++i)
            connection.execute("INSERT INTO t VALUES ($1, $2)", {i, std::string(1000, 'b')});
    });
    const auto size = std::filesystem::file_size(file);
    std::fstream stream(file, std::ios::in | std::ios::out | std::ios::binary);
    for (std::uintmax_t offset = 16384; offset < size; offset += 16384) {
        stream.seekp(static_cast<std::streamoff>(offset));
        stream << std::string(4096, '\xee');
    }
    stream.close();
    try {
        const auto database = open_database(file, OpenMode::existing);
        database->read([](Connection& connection) { connection.query("SELECT a FROM t"); });
        FAIL();
    } catch (const Error& error) {
        EXPECT_EQ(error.kind(), ErrorKind::corrupt);
        EXPECT_THAT(error.what(), AllOf(HasSubstr("damaged.db"), HasSubstr("backup")));
    }
}

}  // namespace
}  // namespace outfield::sql
