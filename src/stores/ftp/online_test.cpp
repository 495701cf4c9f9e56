// What is particular to FTP, on real servers; the rest is the conformance suite's. Servers come from the
// environment, see tests/servers. Without them the tests are skipped, or fail where they must not be missing.
#include <gtest/gtest.h>
#include <outfield/error.h>

#include <cstdlib>
#include <thread>

#include "base/random.h"
#include "stores/ftp/kind.h"
#include "stores/ftp/session_pool.h"
#include "stores/ftp/storage.h"

namespace outfield::ftp {
namespace {

std::string variable(const std::string& name) {
    const char* value = std::getenv(name.c_str());
    return value ? value : "";
}

struct Server {
    std::string name;  // PROFTPD
    std::string tls;   // off, explicit
};

class FtpOnline : public testing::TestWithParam<Server> {
  protected:
    void SetUp() override {
        if (!variable(prefix() + "URL").empty()) {
            storage_ = store_kind().open(settings());
            storage_->create_container(container_);
            return;
        }
        const std::string missing = prefix() + "URL is not set: start the servers with tests/servers/up";
        if (!variable("CI").empty() || variable("OUTFIELD_TEST_SERVERS") == "1") FAIL() << missing;
        GTEST_SKIP() << missing;
    }

    void TearDown() override {
        if (!storage_) return;
        for (const auto& object : storage_->list(container_, "", {}).objects)
            storage_->remove({container_, object.key});
    }

    std::string prefix() const { return "OUTFIELD_TEST_FTP_" + GetParam().name + "_"; }

    Settings settings(const std::string& password = "",
                      const std::map<std::string, std::string>& more = {}) const {
        std::map<std::string, std::string> plain = more;
        plain.try_emplace("path", variable(prefix() + "URL"));
        plain.try_emplace("username", variable(prefix() + "USERNAME"));
        plain.try_emplace("tls", GetParam().tls);
        if (GetParam().tls != "off") plain.try_emplace("ca_file", variable("OUTFIELD_TEST_FTP_CA"));
        std::map<std::string, Secret> secrets;
        secrets.emplace("password", Secret(password.empty() ? variable(prefix() + "PASSWORD") : password));
        return Settings(std::move(plain), std::move(secrets));
    }

    // A session beside the storage, to see and to do what the storage does not.
    std::unique_ptr<Session> session() {
        options_ = read_options(settings());
        auto opened = std::make_unique<Session>(options_);
        opened->open();
        return opened;
    }

    std::string get(const std::string& key, ByteRange range = {}) {
        StringSink sink;
        storage_->get({container_, key}, sink, range);
        return sink.text;
    }

    void put(const std::string& key, std::string text) {
        storage_->put({container_, key}, *source_from(std::move(text)), {});
    }

    std::vector<std::string> names_on_server(const std::string& folder) {
        std::vector<std::string> names;
        const auto other = session();
        const auto outcome = other->list(other->path(folder), [&](Dialect dialect, std::string_view line) {
            const auto read = read_line(dialect, line, now());
            if (read.meaning == ListingLine::Meaning::entry) names.push_back(read.entry.name);
        });
        EXPECT_TRUE(outcome.ok()) << outcome.detail;
        return names;
    }

    Options options_;
    std::unique_ptr<Storage> storage_;
    const std::string container_ = "online \xc3\xa4 " + random_id(10);
};

ErrorKind fault_of(const auto& action) {
    try {
        action();
    } catch (const Error& error) {
        return error.kind();
    }
    ADD_FAILURE() << "no error";
    return ErrorKind::corrupt;
}

ProbeStep failed_step(const std::vector<ProbeStep>& steps) {
    for (const auto& step : steps) {
        if (step.outcome == ProbeStep::Outcome::failed) return step;
    }
    return {"", ProbeStep::Outcome::passed, "", ""};
}

void leave_file(Session& session, const std::string& path) {
    bool given = false;
    Session::Upload upload;
    upload.path = path;
    upload.read = [&](std::span<std::byte> buffer) {
        buffer[0] = std::byte{'x'};
        return std::exchange(given, true) ? 0 : 1;
    };
    ASSERT_TRUE(session.upload(upload).ok());
}

TEST_P(FtpOnline, AFileStandsUnderItsNameAndNoOther) {
    put("2026/7f3k.pdf", "hello");
    EXPECT_EQ(names_on_server(container_ + "/2026"), std::vector<std::string>{"7f3k.pdf"});
    EXPECT_EQ(get("2026/7f3k.pdf", {1, 3}), "ell");
}

TEST_P(FtpOnline, WhatAnUnfinishedPutLeftIsNoObjectAndIsRemoved) {
    const auto other = session();
    leave_file(*other, other->path(container_ + "/left+part"));
    EXPECT_EQ(storage_->stat({container_, "left"}), std::nullopt);
    EXPECT_TRUE(storage_->list(container_, "", {}).objects.empty());
    storage_->remove({container_, "left"});
    EXPECT_EQ(names_on_server(container_).size(), 1u);
    storage_->remove({container_, "left"}, Unfinished::remove);
    EXPECT_TRUE(names_on_server(container_).empty());
}

// Seen by its price: a file that came to be behind our back, in a folder that forbids to remove it, is
// overlooked by a removal while the listing is recent, and by nothing else.
TEST_P(FtpOnline, OneListingProvesManyFilesAbsent) {
    put("day/first", "1");
    storage_->remove({container_, "day/never"});
    const auto other = session();
    const auto folder = other->path(container_ + "/day");
    leave_file(*other, folder + "/foreign");
    ASSERT_TRUE(other->command({"SITE CHMOD 555 " + folder}).ok());
    EXPECT_NO_THROW(storage_->remove({container_, "day/foreign"}));
    EXPECT_TRUE(storage_->stat({container_, "day/foreign"}));
    EXPECT_ANY_THROW(storage_->remove({container_, "day/first"}));
    ASSERT_TRUE(other->command({"SITE CHMOD 755 " + folder}).ok());
    storage_->remove({container_, "day/foreign"});
    EXPECT_EQ(names_on_server(container_ + "/day"), std::vector<std::string>{"first"});
}

TEST_P(FtpOnline, AFolderThatSomebodyRemovedIsMadeAgain) {
    put("folder/1", "x");
    storage_->remove({container_, "folder/1"});
    const auto other = session();
    ASSERT_TRUE(other->command({"RMD " + other->path(container_ + "/folder")}).ok());
    put("folder/2", "y");
    EXPECT_EQ(get("folder/2"), "y");
}

TEST_P(FtpOnline, ManyThreadsOnFewConnections) {
    const auto few = store_kind().open(settings("", {{"connections", "3"}}));
    std::vector<std::jthread> threads;
    for (int thread = 0; thread < 8; ++thread) {
        threads.emplace_back([&, thread] {
            for (int i = 0; i < 5; ++i) {
                const std::string key = std::to_string(thread) + "/" + std::to_string(i);
                few->put({container_, key}, *source_from(key), {});
                StringSink sink;
                few->get({container_, key}, sink);
                EXPECT_EQ(sink.text, key);
            }
        });
    }
    threads.clear();
    EXPECT_EQ(storage_->list(container_, "", {}).objects.size(), 40u);
}

TEST_P(FtpOnline, AConnectionThatTheServerClosedIsReplaced) {
    options_ = read_options(settings());
    SessionPool pool(options_);
    {
        SessionPool::Lease session(pool);
        session->command({"*QUIT"});
        for (int i = 0; i < 500 && session->fresh(); ++i)
            std::this_thread::sleep_for(std::chrono::milliseconds(10));
        EXPECT_FALSE(session->fresh());
    }
    SessionPool::Lease session(pool);
    const auto outcome = session->command({"NOOP"});
    EXPECT_TRUE(outcome.ok()) << outcome.detail;
    EXPECT_FALSE(outcome.transcript.find("USER")) << "the pool had not logged in before";
}

TEST_P(FtpOnline, AWrongPasswordIsDeniedAndNotRepeated) {
    const auto wrong = store_kind().open(settings("wrong-sesame"));
    try {
        wrong->containers();
        FAIL() << "no error";
    } catch (const Error& error) {
        EXPECT_EQ(error.kind(), ErrorKind::denied) << error.what();
        EXPECT_EQ(std::string(error.what()).find("sesame"), std::string::npos);
    }
}

TEST_P(FtpOnline, AWrongDirectoryIsNotEmpty) {
    const auto elsewhere =
        store_kind().open(settings("", {{"path", variable(prefix() + "URL") + "/nowhere"}}));
    EXPECT_EQ(fault_of([&] { elsewhere->containers(); }), ErrorKind::denied);
    EXPECT_EQ(fault_of([&] { elsewhere->create_container("x"); }), ErrorKind::denied);
}

TEST_P(FtpOnline, TheProbeSaysWhatFails) {
    const auto target = [](const std::string& container) {
        return ProbeTarget{container, "", [] { return ProbeLeave{"probe/one", ""}; }};
    };
    const auto good = store_kind().probe(settings(), target(container_));
    EXPECT_EQ(failed_step(good).name, "") << failed_step(good).detail;
    ASSERT_EQ(good.size(), 7u);
    EXPECT_EQ(good.back().outcome, ProbeStep::Outcome::passed);
    const auto probe = [&](const Settings& settings, const char* container) {
        return failed_step(store_kind().probe(settings, target(container)));
    };
    EXPECT_EQ(probe(settings("wrong"), "x").name, "login");
    EXPECT_EQ(probe(settings("", {{"path", "ftp://127.0.0.1:1/"}}), "x").name, "port");
    EXPECT_EQ(probe(settings("", {{"path", "ftp://nowhere.invalid/"}}), "x").name, "name");
    EXPECT_EQ(probe(settings("", {{"path", variable(prefix() + "URL") + "/nowhere"}}), "x").name,
              "permission");
    EXPECT_EQ(probe(settings(), "no such container").name, "container");
}

TEST_P(FtpOnline, AnUnknownAuthorityIsRefused) {
    if (GetParam().tls == "off") GTEST_SKIP() << "there is no certificate without TLS";
    const auto stranger = settings("", {{"ca_file", variable("OUTFIELD_TEST_OTHER_CA")}});
    EXPECT_EQ(failed_step(store_kind().probe(stranger, std::nullopt)).name, "tls");
    const auto unverified =
        settings("", {{"ca_file", variable("OUTFIELD_TEST_OTHER_CA")}, {"tls_verify", "off"}});
    EXPECT_EQ(failed_step(store_kind().probe(unverified, std::nullopt)).name, "");
}

void PrintTo(const Server& server, std::ostream* out) {
    *out << server.name << ", TLS " << server.tls;
}

const Server servers[] = {{"PROFTPD", "off"},     {"PROFTPD", "explicit"}, {"VSFTPD", "off"},
                          {"VSFTPD", "explicit"}, {"PUREFTPD", "off"},     {"PUREFTPD", "explicit"}};

INSTANTIATE_TEST_SUITE_P(Servers, FtpOnline, testing::ValuesIn(servers), [](const auto& server) {
    return server.param.name + (server.param.tls == "off" ? "" : "_TLS");
});

}  // namespace
}  // namespace outfield::ftp
