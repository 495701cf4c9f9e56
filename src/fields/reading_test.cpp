#include "fields/reading.h"

#include <gtest/gtest.h>
#include <outfield/error.h>

#include "stores/memory/storage.h"

namespace outfield {
namespace {

class ReadingTest : public ::testing::Test {
  protected:
    ReadingTest() {
        storage.create_container("box");
        storage.put({"box", "key"}, *source_from("hello"), {});
        value.container = "box";
        value.key = "key";
        value.size = 5;
        value.sha256 = sha256_of("hello");
    }
    std::string read(ByteRange range = {}) {
        StringSink sink;
        read_verified(storage, value, sink, range);
        return sink.text;
    }
    ErrorKind fault() {
        try {
            read();
        } catch (const Error& error) {
            return error.kind();
        }
        ADD_FAILURE() << "other bytes were delivered as if they were the value";
        return ErrorKind::invalid;
    }
    memory::MemoryStorage storage;
    Attachment value;
};

TEST_F(ReadingTest, DeliversWholeAndPart) {
    EXPECT_EQ(read(), "hello");
    EXPECT_EQ(read({1, 3}), "ell");
    EXPECT_EQ(read({3, std::nullopt}), "lo");
    EXPECT_EQ(read({3, 100}), "lo");
    EXPECT_EQ(read({5, std::nullopt}), "");
    EXPECT_EQ(read({99, 1}), "");
}

TEST_F(ReadingTest, OtherBytesAreAnError) {
    value.sha256 = sha256_of("jello");
    EXPECT_EQ(fault(), ErrorKind::corrupt);
}

TEST_F(ReadingTest, AnotherSizeIsAnError) {
    value.size = 6;
    EXPECT_EQ(fault(), ErrorKind::corrupt);
}

TEST_F(ReadingTest, AMissingObjectIsAnErrorAndNeverEmpty) {
    value.key = "absent";
    EXPECT_EQ(fault(), ErrorKind::corrupt);
}

}  // namespace
}  // namespace outfield
