// Streams of bytes. Sizes and offsets count bytes. None of these classes is thread-safe: one stream, one
// thread at a time. An exception thrown by a source or a sink ends the transfer that uses it and passes
// through to its caller.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace outfield {

using Bytes = std::span<const std::byte>;

class ByteSource {
  public:
    virtual ~ByteSource() = default;

    // Fills the front of `buffer` and returns how much; 0 means the end and nothing else.
    virtual std::size_t read(std::span<std::byte> buffer) = 0;

    // The size of the whole stream, where it is known beforehand.
    virtual std::optional<std::uint64_t> size() const { return std::nullopt; }

    // Goes back to the first byte, because a retry must read again. False: this source cannot.
    virtual bool rewind() { return false; }
};

class ByteSink {
  public:
    virtual ~ByteSink() = default;
    virtual void write(Bytes bytes) = 0;
};

// Part of an object: from `offset`, `length` bytes or all that follow. What lies past the end is not
// delivered.
struct ByteRange {
    std::uint64_t offset = 0;
    std::optional<std::uint64_t> length;
};

// A source over bytes that it owns. Rewinds.
std::unique_ptr<ByteSource> source_from(std::string bytes);

// A source over a file. Rewinds. The size is taken when it is opened; a file that is found shorter, longer or
// replaced while it is read throws ErrorKind::conflict. Throws ErrorKind::not_found or ErrorKind::denied.
std::unique_ptr<ByteSource> source_from_file(const std::filesystem::path& path);

// A sink that keeps what it gets: for small values.
class StringSink final : public ByteSink {
  public:
    void write(Bytes bytes) override {
        text.append(reinterpret_cast<const char*>(bytes.data()), bytes.size());
    }
    std::string text;
};

}  // namespace outfield
