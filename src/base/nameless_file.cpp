#include "base/nameless_file.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <outfield/error.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "base/text.h"

namespace outfield {
namespace {

[[noreturn]] void no_space(std::string_view doing, int code) {
    throw Error(ErrorKind::out_of_space,
                fmt::format("cannot {} a temporary file: {}", doing, std::strerror(code)), Retry::yes);
}

int open_nameless(const std::filesystem::path& directory) {
    const int nameless = ::open(directory.c_str(), O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
    if (nameless >= 0) return nameless;
    auto name = (directory / "outfield-text-XXXXXX").native();  // file systems without O_TMPFILE
    const int named = ::mkostemp(name.data(), O_CLOEXEC);
    if (named < 0) no_space(fmt::format("make in {}", in_quotes(directory.native())), errno);
    ::unlink(name.c_str());
    return named;
}

}  // namespace

NamelessFile::NamelessFile(const std::filesystem::path& directory) : descriptor_(open_nameless(directory)) {}

NamelessFile::~NamelessFile() {
    ::close(descriptor_);
}

void NamelessFile::write(std::uint64_t offset, std::string_view text) {
    while (!text.empty()) {
        const auto count = ::pwrite(descriptor_, text.data(), text.size(), static_cast<off_t>(offset));
        if (count < 0 && errno == EINTR) continue;
        if (count <= 0) no_space("write to", errno);
        offset += static_cast<std::uint64_t>(count);
        text.remove_prefix(static_cast<std::size_t>(count));
    }
}

std::size_t NamelessFile::read(std::uint64_t offset, std::span<std::byte> into) const {
    ssize_t count = 0;
    do count = ::pread(descriptor_, into.data(), into.size(), static_cast<off_t>(offset));
    while (count < 0 && errno == EINTR);
    if (count <= 0) throw Error(ErrorKind::unavailable, "a temporary file cannot be read back");
    return static_cast<std::size_t>(count);
}

double NamelessFile::free_space() const noexcept {
    struct statvfs disk {};
    if (::fstatvfs(descriptor_, &disk) != 0 || disk.f_blocks == 0) return 1;
    return static_cast<double>(disk.f_bavail) / static_cast<double>(disk.f_blocks);
}

}  // namespace outfield
