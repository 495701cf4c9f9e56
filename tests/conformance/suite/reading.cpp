// get and stat: the right bytes in the right order, or an error.
#include <outfield/conformance.h>

#include "material.h"

namespace outfield::conformance {
namespace {

std::string expected(const std::string& bytes, ByteRange range) {
    if (range.offset >= bytes.size()) return "";
    return bytes.substr(range.offset, range.length.value_or(std::string::npos));
}

void expect_range(Storage& storage, const ObjectAddress& address, const std::string& bytes, ByteRange range) {
    EXPECT_TRUE(get(storage, address, range) == expected(bytes, range))
        << "of " << bytes.size() << " bytes, from " << range.offset << ", length "
        << (range.length ? std::to_string(*range.length) : "all");
}

}  // namespace

TEST_P(StorageConformance, DeliversEachRangeOfASmallObject) {
    for (const auto size : {std::uint64_t{0}, std::uint64_t{1}, std::uint64_t{1000}}) {
        const auto bytes = content(size);
        const auto address = at("range-" + std::to_string(size));
        put(storage(), address, bytes);
        for (const auto offset :
             {std::uint64_t{0}, std::uint64_t{1}, size / 2, size, size + 1, std::uint64_t{1} << 62}) {
            expect_range(storage(), address, bytes, {.offset = offset});
            for (const auto length : {std::uint64_t{0}, std::uint64_t{1}, size, UINT64_MAX}) {
                expect_range(storage(), address, bytes, {.offset = offset, .length = length});
            }
        }
    }
}

TEST_P(StorageConformance, DeliversEachRangeOfALargeObject) {
    const auto bytes = content(large);
    put(storage(), at("range"), bytes);
    for (const auto offset :
         {std::uint64_t{0}, 8 * MiB - 1, 8 * MiB, large / 2, large - 1, large, large + 10 * MiB}) {
        expect_range(storage(), at("range"), bytes, {.offset = offset});
        for (const auto length : {std::uint64_t{1}, std::uint64_t{500}, 1 * MiB + 1, large}) {
            expect_range(storage(), at("range"), bytes, {.offset = offset, .length = length});
        }
    }
}

TEST_P(StorageConformance, SaysWhatAnObjectIs) {
    const auto before = now();
    put(storage(), at("known"), content(12'345));
    const auto info = storage().stat(at("known"));
    ASSERT_TRUE(info.has_value());
    EXPECT_EQ(info->key, at("known").key);
    EXPECT_EQ(info->size, 12'345U);
    if (storage().capabilities().reports_modified) {
        ASSERT_TRUE(info->modified.has_value());
        EXPECT_LT(std::chrono::abs(*info->modified - before), std::chrono::minutes(10))
            << "a clock or a time zone is off";
    }
}

TEST_P(StorageConformance, AMissingObjectIsProvedAbsentAndNeverEmpty) {
    put(storage(), at("there/a"), "a");
    for (const char* key :
         {"not-there", "there/b", "there/a/b", "there/aa", "nor/this/folder", "ther", "there"}) {
        expect_error(
            ErrorKind::not_found, [&] { get(storage(), at(key)); }, std::string("get ") + key);
        expect_error(
            ErrorKind::not_found, [&] { get(storage(), at(key), {.offset = 5, .length = 5}); }, key);
        EXPECT_FALSE(storage().stat(at(key)).has_value()) << key;
    }
}

TEST_P(StorageConformance, ReadingFromAMissingContainerIsAnError) {
    const ObjectAddress nowhere{unused_container_name(), "key"};
    expect_error(
        ErrorKind::not_found, [&] { get(storage(), nowhere); }, "get");
    expect_error(
        ErrorKind::not_found, [&] { storage().stat(nowhere); }, "stat");
}

TEST_P(StorageConformance, StaysUsableWhenTheSinkBreaks) {
    const auto bytes = content(large);
    put(storage(), at("object"), bytes);
    for (const auto limit : {std::uint64_t{0}, std::uint64_t{1}, 1 * MiB, large - 1}) {
        BreakingSink sink(limit);
        EXPECT_THROW(storage().get(at("object"), sink), SinkBroke) << "after " << limit << " bytes";
        EXPECT_EQ(storage().stat(at("object")).value().size, large);
    }
    EXPECT_TRUE(get(storage(), at("object")) == bytes);
    expect_round_trip(storage(), at("another"), content(1000));
}

}  // namespace outfield::conformance
