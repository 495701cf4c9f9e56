#include "cli/output_file.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <outfield/error.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>

#include "base/random.h"
#include "base/text.h"
#include "cli/interrupts.h"
#include "cli/session.h"

namespace outfield::cli {
namespace {

namespace fs = std::filesystem;

[[noreturn]] void refuse(const fs::path& path, int code) {
    const bool full = code == ENOSPC || code == EDQUOT || code == EFBIG;
    const auto kind = full                              ? ErrorKind::out_of_space
                      : code == ENAMETOOLONG            ? ErrorKind::invalid
                      : code == EISDIR || code == ENXIO ? ErrorKind::invalid
                      : code == EACCES || code == EROFS ? ErrorKind::denied
                      : code == ENOENT                  ? ErrorKind::not_found
                      : code == EEXIST                  ? ErrorKind::already_exists
                                                        : ErrorKind::unavailable;
    throw Error(kind, fmt::format("cannot write {}: {}", in_quotes(path.native()), std::strerror(code)));
}

void write_all(int descriptor, Bytes bytes, const fs::path& path) {
    while (!bytes.empty()) {
        const auto count = ::write(descriptor, bytes.data(), bytes.size());
        if (count < 0 && errno == EINTR) {
            InterruptWatch::check();
            continue;
        }
        if (count < 0 && errno == EPIPE) throw BrokenPipe{};
        if (count < 0) refuse(path, errno);
        bytes = bytes.subspan(static_cast<std::size_t>(count));
    }
}

bool may_be_replaced(fs::file_type type) {
    return type == fs::file_type::not_found || type == fs::file_type::regular ||
           type == fs::file_type::symlink;
}

class FileOutput final : public Output {
  public:
    FileOutput(const fs::path& path, Overwrite overwrite)
        : path_(path), overwrite_(overwrite), temporary_(path) {
        temporary_.replace_filename(".outfield-" + random_id(16) + ".part");
        std::error_code error;
        const auto there = fs::symlink_status(path, error).type();
        if (there == fs::file_type::none) refuse(path, error.value());
        if (!may_be_replaced(there))
            throw Error(ErrorKind::invalid,
                        fmt::format("{} is no file, so it is not replaced", in_quotes(path.native())));
        if (overwrite == Overwrite::no && there != fs::file_type::not_found)
            throw Error(ErrorKind::already_exists,
                        fmt::format("{} exists already; --force replaces it", in_quotes(path.native())));
        descriptor_ = ::open(temporary_.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
        if (descriptor_ < 0) refuse(path_, errno);
    }
    ~FileOutput() override {
        if (descriptor_ < 0) return;
        ::close(descriptor_);
        ::unlink(temporary_.c_str());
    }
    FileOutput(const FileOutput&) = delete;
    FileOutput& operator=(const FileOutput&) = delete;

    void write(Bytes bytes) override { write_all(descriptor_, bytes, path_); }

    void finish() override {
        if (::fsync(descriptor_) != 0) refuse(path_, errno);
        const unsigned how = overwrite_ == Overwrite::no ? RENAME_NOREPLACE : 0U;
        int failed = ::renameat2(AT_FDCWD, temporary_.c_str(), AT_FDCWD, path_.c_str(), how);
        // A file system that has no such flag: what exists was looked for when the transfer began.
        if (failed != 0 && errno == EINVAL) failed = ::rename(temporary_.c_str(), path_.c_str());
        if (failed != 0) refuse(path_, errno);
        ::close(descriptor_);
        descriptor_ = -1;
    }

  private:
    fs::path path_;
    Overwrite overwrite_;
    fs::path temporary_;
    int descriptor_ = -1;
};

// A device or a pipe: nothing to replace, and nothing to make durable.
class StreamOutput final : public Output {
  public:
    explicit StreamOutput(const fs::path& path) : path_(path) {
        // A pipe waits here for its reader.
        while ((descriptor_ = ::open(path.c_str(), O_WRONLY | O_NOCTTY | O_CLOEXEC)) < 0) {
            if (errno != EINTR) refuse(path, errno);
            InterruptWatch::check();
        }
    }
    ~StreamOutput() override { ::close(descriptor_); }
    StreamOutput(const StreamOutput&) = delete;
    StreamOutput& operator=(const StreamOutput&) = delete;

    void write(Bytes bytes) override { write_all(descriptor_, bytes, path_); }
    void finish() override {}

  private:
    fs::path path_;
    int descriptor_ = -1;
};

class StandardOutput final : public Output {
  public:
    void write(Bytes bytes) override { write_all(STDOUT_FILENO, bytes, "standard output"); }
    void finish() override {}
};

// /dev/stdout while that is a file, which would have to be replaced by another of its name.
bool is_standard_output(const fs::path& path) {
    struct stat named {
    }, open{};
    return ::stat(path.c_str(), &named) == 0 && ::fstat(STDOUT_FILENO, &open) == 0 &&
           named.st_dev == open.st_dev && named.st_ino == open.st_ino;
}

}  // namespace

std::unique_ptr<Output> output_to_file(const fs::path& path, Overwrite overwrite) {
    return std::make_unique<FileOutput>(path, overwrite);
}

std::unique_ptr<Output> output_to_path(const fs::path& path, Overwrite overwrite) {
    if (is_standard_output(path)) return output_to_standard_output();
    std::error_code ignored;
    const auto leads_to = fs::status(path, ignored);
    if (fs::exists(leads_to) && !fs::is_regular_file(leads_to)) return std::make_unique<StreamOutput>(path);
    return output_to_file(path, overwrite);
}

std::unique_ptr<Output> output_to_standard_output() {
    return std::make_unique<StandardOutput>();
}

std::string safe_file_name(std::string_view name, std::string_view fallback) {
    static constexpr std::size_t longest = 200;
    std::string safe;
    for (const char c : name) {
        const auto code = static_cast<unsigned char>(c);
        safe += code < 0x20U || code == 0x7FU || c == '/' || c == '\\' ? '_' : c;
    }
    safe.erase(0, safe.find_first_not_of(".- "));
    if (safe.size() > longest) safe.resize(longest);
    while (!safe.empty() && !valid_utf8(safe)) safe.pop_back();
    return safe.empty() ? std::string(fallback) : safe;
}

std::unique_ptr<Output> Destination::open(std::string_view file_name, std::string_view fallback) const {
    if (by_name && !path.empty()) throw Error(ErrorKind::invalid, "give -o or -O, not both");
    const auto overwrite = force ? Overwrite::yes : Overwrite::no;
    if (by_name) return output_to_file(safe_file_name(file_name, fallback), overwrite);
    if (path.empty() && ::isatty(STDOUT_FILENO))
        throw Error(
            ErrorKind::invalid,
            "not shown on a terminal: name a file with -o PATH, take its own name with -O, or ask for "
            "it with -o -");
    if (path.empty() || path == "-") return output_to_standard_output();
    return output_to_path(path, overwrite);
}

}  // namespace outfield::cli
