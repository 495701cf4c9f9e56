#include "layers/object_source.h"

#include <gtest/gtest.h>
#include <outfield/error.h>

#include "stores/memory/storage.h"

namespace outfield {
namespace {

class ObjectSourceTest : public ::testing::Test {
  protected:
    ObjectSourceTest() {
        storage.create_container("box");
        for (std::size_t i = 0; i < 5'000'000; ++i) bytes += static_cast<char>(i * 31 % 251);
        storage.put({"box", "key"}, *source_from(bytes), {});
    }
    std::string bytes;
    memory::MemoryStorage storage;
};

std::string read_all(ByteSource& source) {
    std::string all;
    std::vector<std::byte> buffer(70'001);
    while (const auto count = source.read(buffer)) all.append(reinterpret_cast<char*>(buffer.data()), count);
    return all;
}

TEST_F(ObjectSourceTest, ReadsRewindsAndReadsAgain) {
    const auto source = source_from_object(storage, {"box", "key"}, bytes.size());
    EXPECT_TRUE(read_all(*source) == bytes);
    EXPECT_TRUE(source->rewind());
    EXPECT_TRUE(read_all(*source) == bytes);
}

TEST_F(ObjectSourceTest, CanBeLeftHalfRead) {
    const auto source = source_from_object(storage, {"box", "key"}, bytes.size());
    std::array<std::byte, 10> little{};
    EXPECT_EQ(source->read(little), 10U);
}

TEST_F(ObjectSourceTest, ThrowsWhatTheStoreThrows) {
    const auto source = source_from_object(storage, {"box", "absent"}, 1);
    EXPECT_THROW(read_all(*source), Error);
}

}  // namespace
}  // namespace outfield
