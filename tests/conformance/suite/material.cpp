#include "material.h"

#include <algorithm>
#include <cstring>
#include <exception>
#include <mutex>
#include <random>
#include <thread>
#include <vector>

namespace outfield::conformance {

std::string content(std::uint64_t size, std::uint64_t seed) {
    std::mt19937_64 random(seed * 1'000'003 + size);
    std::string bytes(size, '\0');
    for (std::uint64_t at = 0; at < size; at += sizeof(std::uint64_t)) {
        const std::uint64_t word = random();
        std::memcpy(bytes.data() + at, &word, std::min<std::uint64_t>(sizeof word, size - at));
    }
    return bytes;
}

std::size_t OddSource::read(std::span<std::byte> buffer) {
    if (habits_.before_piece) habits_.before_piece(offset_);
    if (habits_.breaks_at && offset_ >= *habits_.breaks_at) throw SourceBroke();
    auto length = std::min<std::uint64_t>({buffer.size(), habits_.longest_piece, bytes_.size() - offset_});
    if (habits_.breaks_at) length = std::min(length, *habits_.breaks_at - offset_);
    std::memcpy(buffer.data(), bytes_.data() + offset_, length);
    offset_ += length;
    return length;
}

bool OddSource::rewind() {
    if (habits_.rewinds) offset_ = 0;
    return habits_.rewinds;
}

void BreakingSink::write(Bytes bytes) {
    if (bytes.size() > left_) throw SinkBroke();
    left_ -= bytes.size();
}

Stored put(Storage& storage, const ObjectAddress& address, const std::string& bytes,
           const std::string& media_type) {
    return storage.put(address, *source_from(bytes), PutOptions{.media_type = media_type});
}

std::string get(Storage& storage, const ObjectAddress& address, ByteRange range) {
    StringSink sink;
    storage.get(address, sink, range);
    return std::move(sink.text);
}

Listing walk(Storage& storage, const std::string& container, const std::string& prefix) {
    constexpr int most_pages = 10'000;
    Listing listing;
    std::optional<std::string> cursor;
    for (int pages = 0; pages < most_pages; ++pages) {
        auto page = storage.list(container, prefix, cursor);
        for (auto& object : page.objects) {
            ++listing.times[object.key];
            listing.objects[object.key] = object;
        }
        if (!page.next) return listing;
        cursor = std::move(page.next);
    }
    ADD_FAILURE() << "list() still names a next page after " << most_pages << " pages";
    return listing;
}

void expect_round_trip(Storage& storage, const ObjectAddress& address, const std::string& bytes) {
    SCOPED_TRACE("key of " + std::to_string(address.key.size()) + " characters: " + address.key + ", " +
                 std::to_string(bytes.size()) + " bytes");
    const auto stored = put(storage, address, bytes);
    EXPECT_EQ(stored.size, bytes.size());
    EXPECT_EQ(to_hex(stored.sha256), to_hex(sha256_of(bytes)));
    const auto info = storage.stat(address);
    ASSERT_TRUE(info.has_value());
    EXPECT_EQ(info->key, address.key);
    EXPECT_EQ(info->size, bytes.size());
    EXPECT_TRUE(get(storage, address) == bytes) << "other bytes came back than were put";
}

void expect_absent(Storage& storage, const ObjectAddress& address) {
    EXPECT_FALSE(storage.stat(address).has_value()) << address.key;
    expect_error(
        ErrorKind::not_found, [&] { get(storage, address); }, "get " + address.key);
    EXPECT_EQ(walk(storage, address.container, address.key).times.count(address.key), 0U) << address.key;
}

void in_parallel(int count, const std::function<void(int)>& work) {
    std::mutex mutex;
    std::exception_ptr first;
    {
        std::vector<std::jthread> threads;
        for (int i = 0; i < count; ++i) {
            threads.emplace_back([&, i] {
                try {
                    work(i);
                } catch (...) {
                    const std::lock_guard lock(mutex);
                    if (!first) first = std::current_exception();
                }
            });
        }
    }
    if (first) std::rethrow_exception(first);
}

}  // namespace outfield::conformance
