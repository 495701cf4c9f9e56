#include "layers/verifying.h"

#include <gtest/gtest.h>
#include <outfield/error.h>

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

}  // namespace
}  // namespace outfield
