// For tests: an empty database that goes with its owner. With OUTFIELD_TRIAL_CATALOG=postgresql it is one of
// the server OUTFIELD_TEST_POSTGRESQL, which tests/servers/up starts; else a SQLite file. Without the server
// the test is skipped, and it fails where OUTFIELD_TEST_SERVERS=1 or CI says that the server should be there.
#pragma once

#include <gtest/gtest.h>
#include <libpq-fe.h>

#include <cstdlib>
#include <memory>
#include <string>
#include <string_view>

#include "base/random.h"
#include "sql/temporary_directory.h"

namespace outfield::sql {

inline std::string trial_variable(const char* name) {
    const char* const value = std::getenv(name);
    return value == nullptr ? "" : value;
}

inline bool trials_are_on_postgresql() {
    return trial_variable("OUTFIELD_TRIAL_CATALOG") == "postgresql";
}

// The address of the server, empty when it is not there.
inline std::string trial_server() {
    auto server = trial_variable("OUTFIELD_TEST_POSTGRESQL");
    if (!server.empty()) return server;
    if (trial_variable("OUTFIELD_TEST_SERVERS") == "1" || !trial_variable("CI").empty())
        ADD_FAILURE() << "OUTFIELD_TEST_POSTGRESQL is not set: the test servers did not start";
    else
        [] {
            GTEST_SKIP()
                << "NOT TESTED: OUTFIELD_TEST_POSTGRESQL is not set: start the servers with tests/servers/up";
        }();
    return {};
}

// A schema of the server, which is a database to whoever finds it in its search path: quicker to make and to
// drop.
class ServerDatabase {
  public:
    explicit ServerDatabase(std::string server)
        : server_(std::move(server)), name_("outfield_trial_" + random_id(12)) {
        command("CREATE SCHEMA " + name_);
    }
    ServerDatabase(const ServerDatabase&) = delete;
    ServerDatabase& operator=(const ServerDatabase&) = delete;
    ~ServerDatabase() { command("DROP SCHEMA " + name_ + " CASCADE"); }

    std::string url() const { return server_ + "?options=-csearch_path%3D" + name_; }

    // As the server's administrator.
    void command(const std::string& sql) const {
        static const std::unique_ptr<PGconn, decltype(&PQfinish)> connection(
            PQconnectdb((server_ + "?options=-cclient_min_messages%3Dwarning").c_str()), PQfinish);
        std::unique_ptr<PGresult, decltype(&PQclear)> result(nullptr, PQclear);
        for (int attempt = 0; attempt < 10; ++attempt) {
            result.reset(PQexec(connection.get(), sql.c_str()));
            const char* state = PQresultErrorField(result.get(), PG_DIAG_SQLSTATE);
            // Dropping a schema can meet the server's own vacuum.
            if (state == nullptr || std::string_view(state) != "40P01") break;
        }
        const auto status = PQresultStatus(result.get());
        EXPECT_TRUE(status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK)
            << sql << ": " << PQerrorMessage(connection.get());
    }

  private:
    std::string server_;
    std::string name_;
};

class TrialDatabase {
  public:
    TrialDatabase() {
        if (!trials_are_on_postgresql()) return;
        const auto server = trial_server();
        if (!server.empty()) database_ = std::make_unique<ServerDatabase>(server);
    }

    std::string url() const { return database_ ? database_->url() : "sqlite:" + directory_.file("trial.db"); }

  private:
    TemporaryDirectory directory_;
    std::unique_ptr<ServerDatabase> database_;
};

}  // namespace outfield::sql
