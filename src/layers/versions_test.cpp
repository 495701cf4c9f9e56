// A store's versions are reached through every layer, each of which does its work on them.
#include <gtest/gtest.h>
#include <outfield/error.h>

#include <deque>

#include "layers/breaker.h"
#include "layers/fenced.h"
#include "layers/measured.h"
#include "layers/observer.h"
#include "layers/retrying.h"
#include "layers/verifying.h"
#include "stores/memory/storage.h"

namespace outfield {
namespace {

const Error silence(ErrorKind::unavailable, "timed out", Retry::yes);

// Breaks off in the middle as often as it is told to.
class WithVersions final : public Layer, private VersionReader {
  public:
    WithVersions() : Layer(std::make_unique<memory::MemoryStorage>()) {}
    VersionReader* version_reader() noexcept override { return this; }
    int faults = 0;

  private:
    std::vector<ObjectVersion> versions(const ObjectAddress&, std::size_t most) override {
        fail();
        return std::vector<ObjectVersion>(std::min<std::size_t>(most, 2), {"version", 10, std::nullopt});
    }
    void get_version(const ObjectAddress&, const std::string&, ByteSink& sink, ByteRange range) override {
        const auto bytes = std::as_bytes(std::span(std::string_view("0123456789")));
        const auto rest = bytes.subspan(static_cast<std::size_t>(range.offset));
        sink.write(rest.first(3));
        fail();
        sink.write(rest.subspan(3));
    }
    void fail() {
        if (faults == 0) return;
        --faults;
        throw Error(silence);
    }
};

class NobodyWrites final : public Guard {
  public:
    void before_write(Storage&, const std::string&) override { throw Error(ErrorKind::denied, "no"); }
    void before_create() override { throw Error(ErrorKind::denied, "no"); }
};

class Told final : public StoreObserver {
  public:
    void done(const StoreOperation& operation) noexcept override {
        told.push_back(std::string(operation.verb) + " " + std::to_string(operation.bytes));
    }
    void breaker(std::string_view, bool, std::string_view) noexcept override {}
    std::deque<std::string> told;
};

RetryPolicy at_once() {
    RetryPolicy policy;
    policy.attempts = 3;
    policy.sleep = [](auto) {};
    return policy;
}

class VersionsTest : public ::testing::Test {
  protected:
    VersionsTest() {
        auto inner = std::make_unique<WithVersions>();
        store = inner.get();
        BreakerPolicy policy{3, std::chrono::seconds(2), [this] { return clock += std::chrono::seconds(1); }};
        auto stack = retrying(breaking(verifying(std::move(inner)), std::move(policy)), at_once());
        storage = fenced(measured(std::move(stack), "amazon", observer), std::make_shared<NobodyWrites>());
    }
    std::string get() {
        StringSink sink;
        storage->version_reader()->get_version({"box", "key"}, "version", sink, {});
        return sink.text;
    }

    WithVersions* store;
    std::chrono::steady_clock::time_point clock{};
    std::shared_ptr<Told> observer = std::make_shared<Told>();
    std::unique_ptr<Storage> storage;
};

TEST_F(VersionsTest, AreReadThroughAFenceAndMeasured) {
    EXPECT_EQ(storage->version_reader()->versions({"box", "key"}, 10).size(), 2U);
    EXPECT_EQ(get(), "0123456789");
    EXPECT_EQ(observer->told, (std::deque<std::string>{"list 0", "get 10"}));
}

TEST_F(VersionsTest, GoOnAfterAFaultWhereTheyWere) {
    store->faults = 2;
    EXPECT_EQ(get(), "0123456789");
    store->faults = 1;
    EXPECT_EQ(storage->version_reader()->versions({"box", "key"}, 1).size(), 1U);
}

TEST_F(VersionsTest, AreHeldBackWhileTheStoreIsDown) {
    store->faults = 3;
    EXPECT_THROW(storage->version_reader()->versions({"box", "key"}, 1), Error);
    EXPECT_THROW(get(), StoreDown);
    EXPECT_EQ(store->faults, 0);
}

TEST_F(VersionsTest, AStoreWithoutThemHasNone) {
    auto plain = retrying(breaking(std::make_unique<memory::MemoryStorage>(), {}), at_once());
    EXPECT_EQ(measured(std::move(plain), "memory", observer)->version_reader(), nullptr);
}

}  // namespace
}  // namespace outfield
