#include "fields/upload_source.h"

#include <gtest/gtest.h>

namespace outfield {
namespace {

std::string read_all(ByteSource& source) {
    std::string all;
    std::array<std::byte, 700> buffer{};
    while (const auto count = source.read(buffer)) all.append(reinterpret_cast<char*>(buffer.data()), count);
    return all;
}

TEST(UploadSource, GivesBackTheHeadThatItLookedAt) {
    const std::string bytes(5000, 'x');
    const auto inner = source_from(bytes);
    UploadSource source(*inner, std::chrono::hours(1), [] {});
    EXPECT_EQ(source.head().size(), 2048U);
    EXPECT_EQ(read_all(source), bytes);
    EXPECT_TRUE(source.rewind());
    EXPECT_EQ(read_all(source), bytes);
    EXPECT_TRUE(source.rewind());
    EXPECT_EQ(source.head().size(), 2048U);
    EXPECT_EQ(read_all(source), bytes);
}

TEST(UploadSource, RenewsWhileBytesFlow) {
    const auto inner = source_from(std::string(5000, 'x'));
    int renewed = 0;
    UploadSource source(*inner, std::chrono::seconds(0), [&] { ++renewed; });
    read_all(source);
    EXPECT_GT(renewed, 1);
}

}  // namespace
}  // namespace outfield
