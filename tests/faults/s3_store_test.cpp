// Lines that break: a real server behind a proxy that commits faults.
#include <gtest/gtest.h>
#include <outfield/error.h>

#include "layers/retrying.h"
#include "layers/verifying.h"
#include "servers/faultproxy/faulty_proxy.h"
#include "stores/s3/online_server.h"

namespace outfield::s3 {
namespace {

constexpr std::size_t mib = 1U << 20U;

class S3Faults : public OnlineTest {
  protected:
    void SetUp() override {
        OnlineTest::SetUp();
        if (IsSkipped() || HasFatalFailure()) return;
        ASSERT_NE(variable("OUTFIELD_TEST_PROXY"), "");
    }
    Options through(const FaultyProxy& proxy) const {
        auto changed = options(proxy.url());
        changed.idle_timeout = std::chrono::seconds(2);
        changed.connect_timeout = std::chrono::seconds(2);
        return changed;
    }
    std::string server() const { return variable("OUTFIELD_TEST_S3_URL"); }
};

std::string fault_mode(const char* mode) {
    return std::string("mode=") + mode;
}

template <typename Verb>
Error error_of_verb(Verb&& verb) {
    try {
        verb();
    } catch (const Error& error) {
        return error;
    }
    ADD_FAILURE() << "no error";
    return {ErrorKind::invalid, ""};
}

TEST_F(S3Faults, ALostAnswerToAPutIsAnUnknownOutcomeAndRepeatingItIsHarmless) {
    for (const char* mode : {"rst", "fin", "hang"}) {
        const FaultyProxy proxy(server(), {"cut_down=1", fault_mode(mode), "times=1"});
        S3Storage storage(through(proxy));
        const auto put = [&] { storage.put(at(mode), *source_from("bytes"), {}); };
        const auto error = error_of_verb(put);
        EXPECT_EQ(error.kind(), ErrorKind::outcome_unknown) << mode << ": " << error.what();
        EXPECT_TRUE(error.retryable());
        EXPECT_NO_THROW(put()) << mode;
        EXPECT_EQ(storage.stat(at(mode)).value().size, 5U);
    }
}

TEST_F(S3Faults, APutThatWasCutOnItsWayDidNotHappen) {
    for (const bool multipart : {true, false}) {
        for (const char* mode : {"rst", "fin"}) {
            const FaultyProxy proxy(server(), {"cut_up=3000000", fault_mode(mode)});
            auto changed = through(proxy);
            changed.multipart = multipart;
            S3Storage storage(changed);
            const auto address = at(std::string(mode) + (multipart ? "-parts" : "-whole"));
            const auto error =
                error_of_verb([&] { storage.put(address, *source_from(content(20 * mib)), {}); });
            EXPECT_EQ(error.kind(), ErrorKind::unavailable) << error.what();
            EXPECT_TRUE(error.retryable());
            S3Storage direct(options());
            EXPECT_FALSE(direct.stat(address));
            direct.remove(address, Unfinished::remove);
        }
    }
}

TEST_F(S3Faults, APartThatWasCutIsSentAgainFromMemoryAndFromAFile) {
    const auto bytes = content(20 * mib);
    for (const std::uint64_t part_memory : {64 * mib, std::size_t{0}}) {
        const FaultyProxy proxy(server(), {"cut_up=3000000", "mode=rst", "times=1"});
        auto changed = through(proxy);
        changed.part_memory = part_memory;
        S3Storage storage(changed);
        const auto address = at("parts-" + std::to_string(part_memory));
        EXPECT_NO_THROW(storage.put(address, *source_from(bytes), {}));
        StringSink sink;
        S3Storage(options()).get(address, sink);
        EXPECT_TRUE(sink.text == bytes) << part_memory;
    }
}

// A copy shows no bytes until it is done, however long the server takes.
TEST_F(S3Faults, ACopyMayBeSilentForLongerThanATransfer) {
    S3Storage(options()).put(at("from"), *source_from("bytes"), {});
    const FaultyProxy proxy(server(), {"delay=1500"});
    S3Storage storage(through(proxy));  // silent for two seconds is too long
    EXPECT_NO_THROW(storage.client().send(copy_object(at("from"), at("to"))));
    EXPECT_EQ(S3Storage(options()).stat(at("to")).value().size, 5U);
    EXPECT_THROW(storage.client().send(head_object(at("to"))), Error);
}

TEST_F(S3Faults, AGetThatIsCutIsAnErrorAndNeverAnEnd) {
    const auto bytes = content(10 * mib);
    S3Storage(options()).put(at("key"), *source_from(bytes), {});
    for (const char* mode : {"rst", "fin", "hang"}) {
        const FaultyProxy proxy(server(), {"cut_down=6000000", fault_mode(mode)});
        S3Storage storage(through(proxy));
        StringSink sink;
        const auto error = error_of_verb([&] { storage.get(at("key"), sink); });
        EXPECT_EQ(error.kind(), ErrorKind::unavailable) << mode << ": " << error.what();
        EXPECT_TRUE(error.retryable());
        EXPECT_LT(sink.text.size(), bytes.size());
        EXPECT_TRUE(bytes.starts_with(sink.text));
    }
}

TEST_F(S3Faults, RefusedAndSilentServersAreUnavailable) {
    for (const char* fault : {"refuse=1", "blackhole=1"}) {
        const FaultyProxy proxy(server(), {fault});
        S3Storage storage(through(proxy));
        const auto error = error_of_verb([&] { storage.stat(at("key")); });
        EXPECT_EQ(error.kind(), ErrorKind::unavailable) << fault << ": " << error.what();
        EXPECT_TRUE(error.retryable());
    }
}

TEST_F(S3Faults, AKeptConnectionThatWasClosedMeanwhileIsReplaced) {
    const FaultyProxy proxy(server(), {});
    S3Storage storage(through(proxy));
    storage.put(at("key"), *source_from("bytes"), {});
    const FaultyProxy gone(proxy.url(), {"cut_down=700", "mode=fin"});  // ends after an answer or two
    S3Storage behind(through(gone));
    for (int i = 0; i < 6; ++i) EXPECT_EQ(behind.stat(at("key")).value().size, 5U) << i;
}

// On nginx, which asks for no signature: ours covers the Range that the proxy takes out.
TEST_F(S3Faults, WhatFollowsARangeIsLeftOnTheLine) {
    const auto nginx = variable("OUTFIELD_TEST_NGINX_URL");
    ASSERT_NE(nginx, "");
    const auto bytes = content(64 * mib);
    auto whole = options(nginx);
    whole.multipart = false;
    S3Storage(whole).put(at("key"), *source_from(bytes), {});
    const FaultyProxy proxy(nginx, {"whole=1"}, {"--http"});
    S3Storage storage(through(proxy));
    StringSink sink;
    storage.get(at("key"), sink, {5, 1000});
    EXPECT_TRUE(sink.text == bytes.substr(5, 1000));
    const auto status = proxy.tell("status");
    const auto down = status.find("\"down\": ");
    ASSERT_NE(down, std::string::npos) << status;
    EXPECT_LT(std::stoull(status.substr(down + 8)), 32 * mib);
}

TEST_F(S3Faults, OneLookFollowsAPutInParts) {
    const FaultyProxy proxy(server(), {}, {"--http"});
    const auto storage = verifying(std::make_unique<S3Storage>(through(proxy)));
    storage->put(at("key"), *source_from(content(20 * mib)), {});
    EXPECT_NE(proxy.tell("status").find("\"HEAD\": 1"), std::string::npos) << proxy.tell("status");
}

TEST_F(S3Faults, ACopyInTheServerAndTheListOfUnfinishedPutsAreTriedAgain) {
    S3Storage(options()).put(at("from"), *source_from("bytes"), {});
    const FaultyProxy proxy(server(), {"answer=503", "times=1"}, {"--http"});
    const auto storage = retrying(std::make_unique<S3Storage>(through(proxy)));
    ASSERT_NE(storage->copier(), nullptr);
    ASSERT_NE(storage->unfinished_lister(), nullptr);
    EXPECT_NO_THROW(storage->copier()->copy(at("from"), at("to")));
    EXPECT_EQ(S3Storage(options()).stat(at("to")).value().size, 5U);
    proxy.tell("set answer=503 times=1");
    EXPECT_NO_THROW(storage->unfinished_lister()->list_unfinished(at("to").container, "", {}));
}

// The other parts are not sent a second time.
TEST_F(S3Faults, APartThatFailsIsSentAgainByItself) {
    const FaultyProxy proxy(server(), {"answer=503", "only=PUT", "path=partNumber=2", "times=2"}, {"--http"});
    S3Storage storage(through(proxy));
    const auto bytes = content(20 * mib);  // three parts
    storage.put(at("key"), *source_from(bytes), {});
    EXPECT_NE(proxy.tell("status").find("\"PUT\": 5"), std::string::npos) << proxy.tell("status");
    StringSink sink;
    S3Storage(options()).get(at("key"), sink);
    EXPECT_TRUE(sink.text == bytes);
}

}  // namespace
}  // namespace outfield::s3
