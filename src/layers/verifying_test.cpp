#include "layers/verifying.h"

#include <gtest/gtest.h>
#include <outfield/error.h>

#include "layers/failing.h"
#include "stores/memory/storage.h"

namespace outfield {
namespace {

enum class Lie { keeps_nothing, keeps_half };

// Answers a put with success without having kept it all.
class Lying final : public Layer {
  public:
    Lying(std::unique_ptr<Storage> inner, Lie lie) : Layer(std::move(inner)), lie_(lie) {}
    Stored put(const ObjectAddress& address, ByteSource&, const PutOptions& options) override {
        if (lie_ == Lie::keeps_half) Layer::put(address, *source_from("he"), options);
        return {5, sha256_of("hello")};
    }

  private:
    Lie lie_;
};

ErrorKind kind_of_put(Lie lie) {
    auto memory = std::make_unique<memory::MemoryStorage>();
    memory->create_container("box");
    const auto storage = verifying(std::make_unique<Lying>(std::move(memory), lie));
    try {
        storage->put({"box", "key"}, *source_from("hello"), {});
    } catch (const Error& error) {
        EXPECT_TRUE(error.retryable());
        return error.kind();
    }
    ADD_FAILURE() << "a lying store was believed";
    return ErrorKind::invalid;
}

TEST(Verifying, NoticesAPutThatDidNotLand) {
    EXPECT_EQ(kind_of_put(Lie::keeps_nothing), ErrorKind::unavailable);
}

TEST(Verifying, NoticesAPutThatLandedInPart) {
    EXPECT_EQ(kind_of_put(Lie::keeps_half), ErrorKind::corrupt);
}

TEST(Verifying, TakesAnHonestPut) {
    auto memory = std::make_unique<memory::MemoryStorage>();
    memory->create_container("box");
    const auto storage = verifying(std::move(memory));
    EXPECT_EQ(storage->put({"box", "key"}, *source_from("hello"), {}).size, 5U);
}

TEST(Verifying, DoesNotKnowWhatBecameOfAPutThatItCannotLookAt) {
    auto memory = std::make_unique<memory::MemoryStorage>();
    memory->create_container("box");
    auto inner = std::make_unique<Failing>(std::move(memory));
    inner->fail_next(Failing::Verb::stat, Failing::When::before,
                     Error(ErrorKind::unavailable, "busy", Retry::yes));
    const auto storage = verifying(std::move(inner));
    try {
        storage->put({"box", "key"}, *source_from("hello"), {});
        FAIL() << "nobody has looked";
    } catch (const Error& error) {
        EXPECT_EQ(error.kind(), ErrorKind::outcome_unknown);
        EXPECT_TRUE(error.retryable());
    }
}

TEST(Verifying, NoticesARemovalThatDidNothing) {
    class Clinging final : public Layer {
      public:
        using Layer::Layer;
        void remove(const ObjectAddress&, Unfinished) override {}
    };
    auto memory = std::make_unique<memory::MemoryStorage>();
    memory->create_container("box");
    memory->put({"box", "key"}, *source_from("hello"), {});
    const auto storage = verifying(std::make_unique<Clinging>(std::move(memory)));
    EXPECT_NO_THROW(storage->remove({"box", "another"}));
    EXPECT_THROW(storage->remove({"box", "key"}), Error);
}

}  // namespace
}  // namespace outfield
