#include "layers/retrying.h"

#include <gtest/gtest.h>

#include "layers/failing.h"
#include "stores/memory/storage.h"

namespace outfield {
namespace {

using Verb = Failing::Verb;
using When = Failing::When;

const Error again(ErrorKind::unavailable, "the server is busy", Retry::yes);
const Error for_good(ErrorKind::denied, "no");

class RetryingTest : public ::testing::Test {
  protected:
    RetryingTest() {
        auto inner = std::make_unique<Failing>(std::make_unique<memory::MemoryStorage>());
        failing = inner.get();
        RetryPolicy policy;
        policy.attempts = 3;
        policy.sleep = [this](std::chrono::milliseconds) { ++pauses; };
        storage = retrying(std::move(inner), policy);
        storage->create_container("box");
    }

    Failing* failing;
    std::unique_ptr<Storage> storage;
    int pauses = 0;
    const ObjectAddress address{"box", "key"};
};

TEST_F(RetryingTest, RepeatsAPutFromTheStart) {
    failing->fail_next(Verb::put, When::after, again);
    const auto stored = storage->put(address, *source_from("hello"), {});
    EXPECT_EQ(stored.sha256, sha256_of("hello"));
    EXPECT_EQ(pauses, 1);
}

TEST_F(RetryingTest, GivesUpAfterItsAttempts) {
    for (int i = 0; i < 3; ++i) failing->fail_next(Verb::stat, When::before, again);
    EXPECT_THROW(storage->stat(address), Error);
    EXPECT_EQ(pauses, 2);
}

TEST(RetryBudgetTest, RetriesAreAShareOfTheCallsAndAReserve) {
    auto inner = std::make_unique<Failing>(std::make_unique<memory::MemoryStorage>());
    auto& failing = *inner;
    int retries = 0;
    RetryPolicy policy;
    policy.attempts = 2;
    policy.budget_share = 0.2;
    policy.budget_reserve = 5;
    policy.sleep = [&](std::chrono::milliseconds) { ++retries; };
    const auto storage = retrying(std::move(inner), policy);
    storage->create_container("box");
    for (int call = 0; call < 100; ++call) {
        failing.fail_next(Verb::stat, When::before, again);
        try {
            storage->stat({"box", "key"});
        } catch (const Error& error) {
            EXPECT_EQ(error.kind(), ErrorKind::unavailable);
        }
    }
    EXPECT_GE(retries, 5 + 15);
    EXPECT_LE(retries, 5 + 20);
}

TEST_F(RetryingTest, DoesNotRepeatWhatCannotHelp) {
    failing->fail_next(Verb::stat, When::before, for_good);
    EXPECT_THROW(storage->stat(address), Error);
    EXPECT_EQ(pauses, 0);
}

TEST_F(RetryingTest, NeverRepeatsAPutWhoseSourceCannotRewind) {
    class OneWay final : public ByteSource {
      public:
        std::size_t read(std::span<std::byte>) override { return 0; }
    } source;
    failing->fail_next(Verb::put, When::after, again);
    EXPECT_THROW(storage->put(address, source, {}), Error);
    EXPECT_EQ(pauses, 0);
}

// Delivers the front of an object, then fails: as a connection that is cut.
class Cut final : public Layer {
  public:
    using Layer::Layer;
    void get(const ObjectAddress& at, ByteSink& sink, ByteRange range) override {
        offsets.push_back(range.offset);
        if (offsets.size() > 2) return Layer::get(at, sink, range);
        Layer::get(at, sink, {range.offset, 2});
        throw again;
    }
    std::vector<std::uint64_t> offsets;
};

TEST(RetryingGet, GoesOnWhereItWasCut) {
    auto inner = std::make_unique<memory::MemoryStorage>();
    inner->create_container("box");
    inner->put({"box", "key"}, *source_from("0123456789"), {});
    auto cut = std::make_unique<Cut>(std::move(inner));
    auto& offsets = cut->offsets;
    RetryPolicy policy;
    policy.sleep = [](std::chrono::milliseconds) {};
    const auto storage = retrying(std::move(cut), policy);
    StringSink sink;
    storage->get({"box", "key"}, sink, {1, 8});
    EXPECT_EQ(sink.text, "12345678");
    EXPECT_EQ(offsets, (std::vector<std::uint64_t>{1, 3, 5}));
}

// What a store may have beside its verbs, each of which fails once.
class FailsOnce final : public Layer, public ServerSideCopier, public UnfinishedLister {
  public:
    using Layer::Layer;
    ServerSideCopier* copier() noexcept override { return this; }
    UnfinishedLister* unfinished_lister() noexcept override { return this; }
    void copy(const ObjectAddress&, const ObjectAddress&) override {
        if (++copies == 1) throw again;
    }
    ListPage list_unfinished(const std::string&, const std::string&,
                             const std::optional<std::string>&) override {
        if (++lists == 1) throw again;
        return {{{"left", 1, {}}}, {}};
    }
    int copies = 0, lists = 0;
};

TEST(RetryingOthers, CopiesAndListsOfUnfinishedPutsAreRepeated) {
    auto inner = std::make_unique<FailsOnce>(std::make_unique<memory::MemoryStorage>());
    auto& fails = *inner;
    RetryPolicy policy;
    policy.sleep = [](std::chrono::milliseconds) {};
    const auto storage = retrying(std::move(inner), policy);
    storage->copier()->copy({"box", "from"}, {"box", "to"});
    EXPECT_EQ(fails.copies, 2);
    EXPECT_EQ(storage->unfinished_lister()->list_unfinished("box", "", {}).objects.size(), 1U);
    EXPECT_EQ(fails.lists, 2);
}

TEST(RetryingOthers, AStoreThatHasNoneOfThemStillHasNone) {
    class Plain final : public Layer {
      public:
        using Layer::Layer;
        ServerSideCopier* copier() noexcept override { return nullptr; }
        UnfinishedLister* unfinished_lister() noexcept override { return nullptr; }
    };
    const auto storage = retrying(std::make_unique<Plain>(std::make_unique<memory::MemoryStorage>()));
    EXPECT_EQ(storage->copier(), nullptr);
    EXPECT_EQ(storage->unfinished_lister(), nullptr);
}

TEST(RetryingOthers, WhatWasTriedEnoughIsNotTriedAgain) {
    class Tired final : public Layer {
      public:
        using Layer::Layer;
        std::optional<ObjectInfo> stat(const ObjectAddress&) override {
            ++calls;
            throw NotNow(ErrorKind::unavailable, "tried often enough", Retry::yes);
        }
        int calls = 0;
    };
    auto inner = std::make_unique<Tired>(std::make_unique<memory::MemoryStorage>());
    auto& tired = *inner;
    const auto storage = retrying(std::move(inner));
    EXPECT_THROW(storage->stat({"box", "key"}), NotNow);
    EXPECT_EQ(tired.calls, 1);
}

TEST_F(RetryingTest, ASinkThatFailsIsNotRetried) {
    class Full final : public ByteSink {
      public:
        void write(Bytes) override { throw Error(ErrorKind::unavailable, "my own trouble", Retry::yes); }
    } sink;
    storage->put(address, *source_from("hello"), {});
    EXPECT_THROW(storage->get(address, sink), Error);
    EXPECT_EQ(pauses, 0);
}

}  // namespace
}  // namespace outfield
