#include "layers/measured.h"

#include <gmock/gmock.h>
#include <outfield/error.h>

#include "stores/memory/storage.h"

namespace outfield {
namespace {

struct Told {
    std::string verb, configuration, container, key, outcome;
    std::uint64_t bytes = 0;
    bool operator==(const Told&) const = default;
};

class Notebook final : public StoreObserver {
  public:
    void done(const StoreOperation& done) noexcept override {
        lines.push_back({std::string(done.verb), std::string(done.configuration), std::string(done.container),
                         std::string(done.key), std::string(done.outcome), done.bytes});
    }
    void breaker(std::string_view, bool, std::string_view) noexcept override {}
    std::vector<Told> lines;
};

class MeasuredTest : public ::testing::Test {
  protected:
    void SetUp() override {
        storage->create_container("box");
        notebook->lines.clear();
    }
    std::shared_ptr<Notebook> notebook = std::make_shared<Notebook>();
    std::unique_ptr<Storage> storage = measured(std::make_unique<memory::MemoryStorage>(), "shelf", notebook);
};

TEST_F(MeasuredTest, TellsOfEachOperationOnce) {
    storage->put({"box", "a"}, *source_from("hello"), {});
    StringSink sink;
    storage->get({"box", "a"}, sink, {1, 2});
    storage->stat({"box", "a"});
    storage->list("box", "", {});
    storage->remove({"box", "a"});
    EXPECT_EQ(notebook->lines, (std::vector<Told>{{"put", "shelf", "box", "a", "ok", 5},
                                                  {"get", "shelf", "box", "a", "ok", 2},
                                                  {"stat", "shelf", "box", "a", "ok", 0},
                                                  {"list", "shelf", "box", "", "ok", 0},
                                                  {"remove", "shelf", "box", "a", "ok", 0}}));
}

TEST_F(MeasuredTest, TellsTheKindOfAFailure) {
    StringSink sink;
    EXPECT_THROW(storage->get({"box", "none"}, sink), Error);
    ASSERT_EQ(notebook->lines.size(), 1U);
    EXPECT_EQ(notebook->lines[0].outcome, "not found");
}

TEST_F(MeasuredTest, WhatTheCallersStreamThrowsIsNotTheStoresFault) {
    struct Broken final : ByteSink {
        void write(Bytes) override { throw Error(ErrorKind::unavailable, "the client is gone"); }
    } sink;
    storage->put({"box", "a"}, *source_from("hello"), {});
    EXPECT_THROW(storage->get({"box", "a"}, sink), Error);
    EXPECT_EQ(notebook->lines.back().outcome, "abandoned");
}

}  // namespace
}  // namespace outfield
