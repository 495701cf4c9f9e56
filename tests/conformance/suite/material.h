// What the conformance tests put, read and expect.
#pragma once

#include <gtest/gtest.h>
#include <outfield/bytes.h>
#include <outfield/error.h>
#include <outfield/storage.h>

#include <concepts>
#include <cstdint>
#include <functional>
#include <limits>
#include <map>
#include <optional>
#include <stdexcept>
#include <string>

namespace outfield::conformance {

inline constexpr std::uint64_t KiB = 1024;
inline constexpr std::uint64_t MiB = 1024 * KiB;

// More than any store sends in one piece, so that multipart and chunked ways are taken too.
inline constexpr std::uint64_t large = 17 * MiB + 3;

// `size` bytes of every value, without a period that a swapped or repeated piece could hide behind.
std::string content(std::uint64_t size, std::uint64_t seed = 1);

struct SourceBroke : std::runtime_error {
    SourceBroke() : std::runtime_error("the source broke") {}
};

struct SinkBroke : std::runtime_error {
    SinkBroke() : std::runtime_error("the sink broke") {}
};

// A source with the habits that a store must live with.
struct Habits {
    std::optional<std::uint64_t> claimed_size;  // what size() says
    bool rewinds = true;
    std::size_t longest_piece = std::numeric_limits<std::size_t>::max();
    std::optional<std::uint64_t> breaks_at;                       // throws SourceBroke from this offset on
    std::function<void(std::uint64_t offset)> before_piece = {};  // called ahead of each piece
};

class OddSource final : public ByteSource {
  public:
    OddSource(std::string bytes, Habits habits) : bytes_(std::move(bytes)), habits_(std::move(habits)) {}

    std::size_t read(std::span<std::byte> buffer) override;
    std::optional<std::uint64_t> size() const override { return habits_.claimed_size; }
    bool rewind() override;

  private:
    std::string bytes_;
    Habits habits_;
    std::uint64_t offset_ = 0;
};

// A sink that takes `limit` bytes and then throws SinkBroke.
class BreakingSink final : public ByteSink {
  public:
    explicit BreakingSink(std::uint64_t limit) : left_(limit) {}
    void write(Bytes bytes) override;

  private:
    std::uint64_t left_;
};

Stored put(Storage& storage, const ObjectAddress& address, const std::string& bytes,
           const std::string& media_type = "");
std::string get(Storage& storage, const ObjectAddress& address, ByteRange range = {});

// All pages in one: how often each key was delivered, and what was said about it last. Fails when the walk
// does not end.
struct Listing {
    std::map<std::string, int> times;
    std::map<std::string, ObjectInfo> objects;
};
Listing walk(Storage& storage, const std::string& container, const std::string& prefix);

// Puts, reads and compares one object.
void expect_round_trip(Storage& storage, const ObjectAddress& address, const std::string& bytes);

// No verb finds anything under the address.
void expect_absent(Storage& storage, const ObjectAddress& address);

// Runs `work(0)` ... `work(count - 1)`, each on a thread of its own, and throws what the first of them threw.
void in_parallel(int count, const std::function<void(int)>& work);

// `verb` throws Error of this kind, with a message for people.
template <std::invocable Verb>
void expect_error(ErrorKind kind, Verb&& verb, const std::string& what) {
    try {
        verb();
        ADD_FAILURE() << what << ": expected an error of kind \"" << to_string(kind)
                      << "\", but it went well";
    } catch (const Error& error) {
        EXPECT_EQ(to_string(error.kind()), to_string(kind)) << what << ": " << error.what();
        EXPECT_STRNE(error.what(), "") << what;
    }
}

}  // namespace outfield::conformance
