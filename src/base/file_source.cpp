#include <fcntl.h>
#include <fmt/format.h>
#include <outfield/bytes.h>
#include <outfield/error.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

#include "base/text.h"

namespace outfield {
namespace {

[[noreturn]] void refuse(const std::filesystem::path& path, int code) {
    const auto kind = code == ENOENT || code == ENOTDIR ? ErrorKind::not_found
                      : code == EACCES || code == EPERM ? ErrorKind::denied
                      : code == ENAMETOOLONG            ? ErrorKind::invalid
                                                        : ErrorKind::unavailable;
    throw Error(kind,
                fmt::format("cannot read the file {}: {}", in_quotes(path.native()), std::strerror(code)));
}

class FileSource final : public ByteSource {
  public:
    explicit FileSource(const std::filesystem::path& path) : path_(path) {
        // O_NONBLOCK: a named pipe must be refused below, not waited for.
        descriptor_ = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
        if (descriptor_ < 0) refuse(path, errno);
        if (::fstat(descriptor_, &opened_) != 0 || !S_ISREG(opened_.st_mode)) {
            ::close(descriptor_);
            throw Error(ErrorKind::invalid,
                        fmt::format("{} is not a regular file", in_quotes(path.native())));
        }
    }
    ~FileSource() override { ::close(descriptor_); }
    FileSource(const FileSource&) = delete;
    FileSource& operator=(const FileSource&) = delete;

    std::size_t read(std::span<std::byte> buffer) override {
        if (offset_ >= total()) {
            check_unchanged();
            return 0;
        }
        const auto wanted = std::min<std::uint64_t>(buffer.size(), total() - offset_);
        ssize_t count = 0;
        do count = ::pread(descriptor_, buffer.data(), wanted, static_cast<off_t>(offset_));
        while (count < 0 && errno == EINTR);
        if (count < 0) refuse(path_, errno);
        if (count == 0) changed();
        offset_ += static_cast<std::uint64_t>(count);
        return static_cast<std::size_t>(count);
    }

    std::optional<std::uint64_t> size() const override { return total(); }

    bool rewind() override {
        offset_ = 0;
        return true;
    }

  private:
    std::uint64_t total() const { return static_cast<std::uint64_t>(opened_.st_size); }

    [[noreturn]] void changed() const {
        throw Error(
            ErrorKind::conflict,
            fmt::format(
                "the file {} changed while it was read; nothing was stored, try again when it is at rest",
                in_quotes(path_.native())));
    }

    void check_unchanged() const {
        struct stat current {};
        if (::fstat(descriptor_, &current) != 0) refuse(path_, errno);
        const bool same_time = current.st_mtim.tv_sec == opened_.st_mtim.tv_sec &&
                               current.st_mtim.tv_nsec == opened_.st_mtim.tv_nsec;
        if (current.st_size != opened_.st_size || !same_time) changed();
    }

    std::filesystem::path path_;
    int descriptor_ = -1;
    struct stat opened_ {};
    std::uint64_t offset_ = 0;
};

}  // namespace

std::unique_ptr<ByteSource> source_from_file(const std::filesystem::path& path) {
    return std::make_unique<FileSource>(path);
}

}  // namespace outfield
