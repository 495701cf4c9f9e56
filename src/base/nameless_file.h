// A temporary file without a name (O_TMPFILE): nothing of it is left when the process ends, however it ends.
#pragma once

#include <cstdint>
#include <filesystem>
#include <span>
#include <string_view>

namespace outfield {

// Different places of it may be written and read at once. Errors: out_of_space when there is no file to be
// had or the disk is full, unavailable when it cannot be read back.
class NamelessFile {
  public:
    explicit NamelessFile(const std::filesystem::path& directory);
    ~NamelessFile();
    NamelessFile(const NamelessFile&) = delete;
    NamelessFile& operator=(const NamelessFile&) = delete;

    void write(std::uint64_t offset, std::string_view text);
    // At least one byte, and perhaps not all that were asked for; they are there.
    std::size_t read(std::uint64_t offset, std::span<std::byte> into) const;

    // Of the disk that it is on: the part that is free, and the part that is to stay free, from 0 to 1.
    double free_space() const noexcept;
    static constexpr double stays_free = 0.1;

  private:
    int descriptor_;
};

}  // namespace outfield
