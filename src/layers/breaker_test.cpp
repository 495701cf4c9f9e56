#include "layers/breaker.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "layers/failing.h"
#include "layers/retrying.h"
#include "stores/memory/storage.h"

namespace outfield {
namespace {

using std::chrono::milliseconds;
using Verb = Failing::Verb;
using When = Failing::When;

const Error silence(ErrorKind::unavailable, "timed out", Retry::yes);
const Error refusal(ErrorKind::denied, "no");

class BreakerTest : public ::testing::Test {
  protected:
    BreakerTest() {
        auto inner = std::make_unique<Failing>(std::make_unique<memory::MemoryStorage>());
        failing = inner.get();
        BreakerPolicy policy{3, milliseconds(1000), [this] { return clock; }};
        storage = breaking(std::move(inner), policy);
        storage->create_container("box");
    }

    // How the next call ends: "answered", "failed", "refused", or "held back" by the breaker.
    std::string call(const std::optional<Error>& fault = std::nullopt) {
        if (fault) failing->fail_next(Verb::stat, When::before, *fault);
        try {
            storage->stat({"box", "key"});
            return "answered";
        } catch (const StoreDown& down) {
            said = down.what();
            if (fault) swallow();
            return "held back";
        } catch (const Error& error) {
            return error.kind() == ErrorKind::denied ? "refused" : "failed";
        }
    }
    void pass(int time) { clock += milliseconds(time); }
    void go_down() {
        call(silence);
        pass(600);
        call(silence);
        pass(600);
        ASSERT_EQ(call(silence), "failed");
    }

    Failing* failing;
    std::unique_ptr<Storage> storage;
    std::chrono::steady_clock::time_point clock{};
    std::string said;

  private:
    // The fault that the breaker kept from being met.
    void swallow() {
        try {
            failing->stat({"box", "key"});
        } catch (const Error&) {
        }
    }
};

TEST_F(BreakerTest, OpensAfterFailuresInARowAndSaysSinceWhenAndUntilWhen) {
    go_down();
    EXPECT_EQ(call(), "held back");
    EXPECT_THAT(said, testing::AllOf(testing::HasSubstr("has not answered since "),
                                     testing::HasSubstr("3 calls in a row"),
                                     testing::HasSubstr("tried again at "), testing::HasSubstr("timed out")));
}

TEST_F(BreakerTest, AMomentOfTroubleDoesNotOpenIt) {
    for (int i = 0; i < 20; ++i) EXPECT_EQ(call(silence), "failed");
    EXPECT_EQ(call(), "answered");
}

TEST_F(BreakerTest, ASuccessOrARefusalBetweenIsAnAnswer) {
    for (const auto& between : {std::optional<Error>(), std::optional(refusal)}) {
        for (int i = 0; i < 4; ++i) {
            EXPECT_EQ(call(silence), "failed");
            pass(600);
            EXPECT_EQ(call(silence), "failed");
            pass(600);
            EXPECT_EQ(call(between), between ? "refused" : "answered");
        }
    }
}

TEST_F(BreakerTest, OneCallInEachPauseTriesAndTheFirstAnswerClosesIt) {
    go_down();
    pass(1000);
    EXPECT_EQ(call(silence), "failed");  // the one that tries
    EXPECT_EQ(call(), "held back");
    pass(999);
    EXPECT_EQ(call(), "held back");
    pass(1);
    EXPECT_EQ(call(), "answered");
    EXPECT_EQ(call(silence), "failed");  // closed: counts from one again
    EXPECT_EQ(call(), "answered");
}

TEST_F(BreakerTest, WhatASourceThrowsSaysNothingAboutTheStore) {
    class Broken final : public ByteSource {
      public:
        std::size_t read(std::span<std::byte>) override { throw silence; }
    };
    for (int i = 0; i < 6; ++i) {
        Broken source;
        EXPECT_THROW(storage->put({"box", "key"}, source, {}), Error);
        pass(1000);
    }
    EXPECT_EQ(call(), "answered");
}

TEST_F(BreakerTest, IsNotRetried) {
    go_down();
    int pauses = 0;
    RetryPolicy policy;
    policy.sleep = [&](milliseconds) { ++pauses; };
    const auto patient = retrying(std::move(storage), policy);
    EXPECT_THROW(patient->stat({"box", "key"}), StoreDown);
    EXPECT_EQ(pauses, 0);
}

TEST(Breaker, NeverOpensWhenToldSo) {
    auto memory = std::make_unique<memory::MemoryStorage>();
    const auto* same = memory.get();
    EXPECT_EQ(breaking(std::move(memory), {.failures = 0}).get(), same);
}

// A store that is never asked, because all of its connections are in use.
class AllInUse final : public Layer {
  public:
    AllInUse(std::unique_ptr<Storage> inner, int& calls) : Layer(std::move(inner)), calls_(calls) {}
    std::optional<ObjectInfo> stat(const ObjectAddress&) override {
        ++calls_;
        throw Busy("a server", 2, std::chrono::seconds(60));
    }

  private:
    int& calls_;
};

TEST(BusyStore, IsNeitherDownNorAskedAgain) {
    int calls = 0;
    auto instant = std::chrono::steady_clock::now();
    auto busy = std::make_unique<AllInUse>(std::make_unique<memory::MemoryStorage>(), calls);
    const auto storage =
        retrying(breaking(std::move(busy), {1, milliseconds(0), [&] { return instant; }}), {});
    for (int call = 1; call <= 5; ++call) {
        EXPECT_THROW(storage->stat({"box", "key"}), Busy);
        EXPECT_EQ(calls, call);
        instant += milliseconds(1);
    }
}

}  // namespace
}  // namespace outfield
