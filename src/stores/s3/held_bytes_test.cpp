#include "stores/s3/held_bytes.h"

#include <gtest/gtest.h>

#include <cstring>

namespace outfield::s3 {
namespace {

constexpr std::size_t large = PartMemory::small_piece + 1;

std::string some_text(std::size_t size) {
    std::string text(size, '\0');
    for (std::size_t i = 0; i < size; ++i) text[i] = static_cast<char>('a' + i * 7 % 23);
    return text;
}

std::string all_of(ByteSource& source) {
    std::string all;
    std::array<std::byte, 10'000> piece;
    while (const auto got = source.read(piece)) all.append(reinterpret_cast<const char*>(piece.data()), got);
    return all;
}

HeldBytes held(PartMemory& memory, const std::string& text) {
    HeldBytes bytes(memory, text.size() + 1);
    bytes.fill_from(*source_from(text));
    return bytes;
}

TEST(HeldBytes, AreTheSameInMemoryAndInAFile) {
    PartMemory memory(large + 1);
    const auto text = some_text(large);
    auto first = held(memory, text), second = held(memory, text);
    EXPECT_TRUE(first.in_memory());
    EXPECT_FALSE(second.in_memory()) << "there is memory for one";
    for (auto* bytes : {&first, &second}) {
        EXPECT_EQ(bytes->count(), text.size());
        EXPECT_FALSE(bytes->full());
        EXPECT_EQ(bytes->hash(), sha256_of(text));
        EXPECT_EQ(all_of(*bytes), text);
        EXPECT_EQ(all_of(*bytes), "");
        EXPECT_TRUE(bytes->rewind());
        EXPECT_EQ(all_of(*bytes), text) << "it can be sent again";
    }
}

TEST(HeldBytes, AsABodyAreWhateverIsSentWithTheFewestCopies) {
    PartMemory memory(large + 1);
    auto first = held(memory, some_text(large)), second = held(memory, some_text(large));
    EXPECT_EQ(first.body().bytes.size(), large);
    EXPECT_EQ(first.body().stream, nullptr);
    EXPECT_TRUE(second.body().bytes.empty());
    EXPECT_EQ(second.body().stream, &second);
    EXPECT_EQ(second.body().stream_size, large);
}

TEST(HeldBytes, TakeNoMoreThanTheyHaveRoomFor) {
    PartMemory memory(large);
    const auto source = source_from(some_text(2 * large));
    HeldBytes in_memory(memory, large), in_file(memory, large);
    for (auto* bytes : {&in_memory, &in_file}) {
        bytes->fill_from(*source);
        EXPECT_TRUE(bytes->full());
        EXPECT_EQ(bytes->count(), large);
    }
    EXPECT_EQ(all_of(in_memory) + all_of(in_file), some_text(2 * large));
}

TEST(HeldBytes, GiveTheirMemoryBack) {
    PartMemory memory(large + 1);
    const auto text = some_text(large);
    for (int i = 0; i < 3; ++i) EXPECT_TRUE(held(memory, text).in_memory()) << i;
    const auto another = held(memory, text);
    EXPECT_TRUE(held(memory, "small").in_memory()) << "what is small is not counted";
    EXPECT_FALSE(held(memory, text).in_memory());
}

// Two sizes take turns: what one leaves behind must not keep the other from its memory.
TEST(HeldBytes, OfAnotherSizeGetTheMemoryThatNobodyUses) {
    PartMemory memory(4 * large);
    const auto one = held(memory, some_text(large));
    { const auto spare = held(memory, some_text(2 * large)); }
    EXPECT_TRUE(held(memory, some_text(3 * large - 2)).in_memory());
    EXPECT_EQ(all_of(*std::make_unique<HeldBytes>(held(memory, some_text(large)))), some_text(large));
}

TEST(PrefixedSource, GivesWhatWasReadBeforeTheRest) {
    PartMemory memory(large);
    for (const std::size_t head : {std::size_t{1}, std::size_t{100}, large, large + 1}) {
        const auto text = some_text(large + 500);
        const auto rest = source_from(text);
        HeldBytes begun(memory, head);
        begun.fill_from(*rest);
        PrefixedSource whole(std::move(begun), *rest);
        EXPECT_EQ(all_of(whole), text) << head;
    }
}

}  // namespace
}  // namespace outfield::s3
