// What needs no server: URLs, errors, parameters.
#include <gmock/gmock.h>
#include <outfield/error.h>

#include "sql/postgresql/encoding.h"
#include "sql/postgresql/error.h"
#include "sql/postgresql/url.h"

namespace outfield::sql::postgresql {
namespace {

using testing::HasSubstr;
using testing::Not;

std::string option(const Target& target, const std::string& keyword) {
    for (const auto& [name, value] : target.options)
        if (name == keyword) return value;
    return "";
}

TEST(PostgresqlUrl, IsShownWithoutItsPassword) {
    EXPECT_EQ(parse_url("postgresql://erp:secret@db.example.com:5433/outfield?sslmode=require").name,
              "postgresql://erp@db.example.com:5433/outfield");
    EXPECT_EQ(parse_url("postgres:///outfield?host=/run/postgresql&password=secret").name,
              "postgresql://%2Frun%2Fpostgresql/outfield");
    EXPECT_TRUE(has_password("postgresql://erp:secret@host/outfield"));
    EXPECT_TRUE(has_password("postgresql:///outfield?password=secret"));
    EXPECT_FALSE(has_password("postgresql://erp@host:5432/outfield"));
}

TEST(PostgresqlUrl, AWrongOneIsRefusedWithoutBeingRepeated) {
    try {
        parse_url("postgresql://erp:secret@host:port:5/%zz");
        FAIL();
    } catch (const Error& error) {
        EXPECT_EQ(error.kind(), ErrorKind::invalid);
        EXPECT_THAT(error.what(), Not(HasSubstr("secret")));
    }
}

TEST(PostgresqlUrl, HasDeadlinesThatTheUrlMayChange) {
    const auto plain = parse_url("postgresql://host/a");
    EXPECT_EQ(option(plain, "connect_timeout"), "10");
    EXPECT_THAT(option(plain, "options"), HasSubstr("statement_timeout=60s"));
    EXPECT_EQ(plain.patience, std::chrono::seconds(10));
    const auto own = parse_url("postgresql://one,two/a?connect_timeout=3&options=-cstatement_timeout%3D5s");
    EXPECT_EQ(option(own, "connect_timeout"), "3");
    EXPECT_EQ(own.patience, std::chrono::seconds(6)) << "each of two hosts";
    EXPECT_TRUE(option(own, "options").ends_with(" -cstatement_timeout=5s")) << "the last one wins";
}

TEST(PostgresqlErrors, HaveTheirKinds) {
    const auto kind = [](std::string_view state) { return error_of(state, "words", "name").kind(); };
    EXPECT_EQ(kind("23505"), ErrorKind::already_exists);
    EXPECT_EQ(kind("23503"), ErrorKind::conflict);
    EXPECT_EQ(kind("23514"), ErrorKind::invalid);
    EXPECT_EQ(kind("42601"), ErrorKind::invalid);
    EXPECT_EQ(kind("08P01"), ErrorKind::invalid);
    EXPECT_EQ(kind("40001"), ErrorKind::conflict);
    EXPECT_EQ(kind("53100"), ErrorKind::out_of_space);
    EXPECT_EQ(kind("53300"), ErrorKind::unavailable);
    EXPECT_EQ(kind("57P03"), ErrorKind::unavailable);
    EXPECT_EQ(kind("28P01"), ErrorKind::denied);
    EXPECT_EQ(kind("42501"), ErrorKind::denied);
    EXPECT_EQ(kind("3D000"), ErrorKind::not_found);
    EXPECT_EQ(kind("XX001"), ErrorKind::corrupt);
    EXPECT_EQ(kind(""), ErrorKind::unavailable);
    EXPECT_TRUE(error_of("40P01", "deadlock", "name").retryable());
    EXPECT_FALSE(error_of("23505", "twice", "name").retryable());
}

TEST(PostgresqlErrors, AreFoundInALongMessageInAnyLanguage) {
    const std::string message =
        "connection to server at \"127.0.0.1\", port 5432 failed: FATAL:  3D000: Datenbank »a« existiert "
        "nicht\n"
        "LOCATION:  InitPostgres, postinit.c:1019\n";
    EXPECT_EQ(state_in(message), "3D000");
    EXPECT_EQ(
        plain(message),
        "connection to server at \"127.0.0.1\", port 5432 failed: FATAL:  Datenbank »a« existiert nicht");
    EXPECT_EQ(state_in("connection to server failed: Connection refused"), "");
}

TEST(PostgresqlParameters, AreCountedOutsideQuotes) {
    EXPECT_EQ(parameters_wanted("SELECT 1"), 0U);
    EXPECT_EQ(parameters_wanted("SELECT $2, $10, $1"), 10U);
    EXPECT_EQ(parameters_wanted("SELECT '$9', \"$8\", 'it''s $7', $1"), 1U);
}

}  // namespace
}  // namespace outfield::sql::postgresql
