#include "stores/directory/folder.h"

#include <dirent.h>
#include <fcntl.h>
#include <fmt/ranges.h>
#include <linux/openat2.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <memory>

#include "base/text.h"
#include "stores/directory/errors.h"

namespace outfield::directory {
namespace {

constexpr int folder_flags = O_RDONLY | O_DIRECTORY | O_CLOEXEC;
// O_NONBLOCK: a pipe that somebody put there must not hang the reader.
constexpr int file_flags = O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC;

Descriptor if_regular(Descriptor file) {
    struct stat found {};
    if (file && (::fstat(file.number(), &found) != 0 || !S_ISREG(found.st_mode))) return {};
    return file;
}

}  // namespace

Descriptor::~Descriptor() {
    if (number_ >= 0) ::close(number_);
}

Folder Folder::open_root(const std::string& path) {
    Descriptor descriptor(::open(path.c_str(), folder_flags));
    if (descriptor) return Folder(std::move(descriptor), path);
    const int error = errno;
    if (error != ENOENT && error != ENOTDIR) throw error_of(error, "open the directory " + in_quotes(path));
    throw Error(ErrorKind::unavailable,
                "The directory " + in_quotes(path) +
                    " does not exist here. Create it, mount it, or correct the setting 'path'.");
}

std::optional<Folder> Folder::find(const std::string& name) const {
    Descriptor descriptor(::openat(number(), name.c_str(), folder_flags | O_NOFOLLOW));
    if (descriptor) return Folder(std::move(descriptor), path_ + "/" + name);
    const int error = errno;
    if (error == ENOENT || error == ENAMETOOLONG) return std::nullopt;
    const auto found = error == ENOTDIR ? look(name) : std::nullopt;
    if (found && !S_ISLNK(found->st_mode)) return std::nullopt;
    throw error_of(found ? ELOOP : error, "open the directory " + in_quotes(path_ + "/" + name));
}

std::optional<Folder> Folder::find(std::span<const std::string> names) const {
    std::optional<Folder> folder(Folder(Descriptor(::fcntl(number(), F_DUPFD_CLOEXEC, 0)), path_));
    if (!folder->descriptor_) throw error_of(errno, "open the directory " + in_quotes(path_));
    for (const auto& name : names) {
        folder = folder->find(name);
        if (!folder) break;
    }
    return folder;
}

bool Folder::make(const std::string& name) const {
    if (::mkdirat(number(), name.c_str(), 0750) == 0) return true;
    if (errno == EEXIST || errno == ENOENT) return false;
    throw error_of(errno, "create the directory " + in_quotes(path_ + "/" + name));
}

bool Folder::prune(const std::string& name) const {
    return ::unlinkat(number(), name.c_str(), AT_REMOVEDIR) == 0;
}

void Folder::each(const std::function<void(const std::string&, Thing)>& visit) const {
    // The stream gets a descriptor of its own, because closedir closes it.
    const int own = ::openat(number(), ".", folder_flags);
    const std::unique_ptr<DIR, int (*)(DIR*)> stream(own < 0 ? nullptr : ::fdopendir(own), ::closedir);
    if (!stream) throw error_of(errno, "list the directory " + in_quotes(path_));
    for (;;) {
        errno = 0;
        const dirent* entry = ::readdir(stream.get());
        if (!entry && errno != 0) throw error_of(errno, "list the directory " + in_quotes(path_));
        if (!entry) return;
        if (entry->d_name[0] != '.') visit(entry->d_name, thing_of(*entry));
    }
}

Folder::Thing Folder::thing_of(const dirent& entry) const {
    auto type = entry.d_type;
    if (type == DT_UNKNOWN) {  // some file systems do not say
        const auto found = look(entry.d_name);
        if (found) type = IFTODT(found->st_mode);
    }
    return type == DT_DIR ? Thing::folder : type == DT_REG ? Thing::file : Thing::other;
}

std::optional<struct stat> Folder::look(const std::string& name) const {
    struct stat found {};
    if (::fstatat(number(), name.c_str(), &found, AT_SYMLINK_NOFOLLOW) == 0) return found;
    if (errno == ENOENT || errno == ENAMETOOLONG) return std::nullopt;
    throw error_of(errno, "look at " + in_quotes(path_ + "/" + name));
}

Descriptor Folder::open_file(const std::string& name) const {
    Descriptor file(::openat(number(), name.c_str(), file_flags));
    if (!file && errno != ENOENT && errno != ENAMETOOLONG) {
        throw error_of(errno, "read " + in_quotes(path_ + "/" + name));
    }
    return if_regular(std::move(file));
}

// Every failure is looked at by steps, which tell why; where the call itself is forbidden, it is not tried
// again.
Descriptor Folder::open_file_at_once(std::span<const std::string> names) const {
    static std::atomic<bool> is_forbidden{false};
    if (is_forbidden) return {};
    const auto path = fmt::format("{}", fmt::join(names, "/"));
    struct open_how how {};
    how.flags = file_flags;
    how.resolve = RESOLVE_BENEATH | RESOLVE_NO_SYMLINKS;
    const auto file = ::syscall(SYS_openat2, number(), path.c_str(), &how, sizeof how);  // glibc has no name
    if (file < 0 && (errno == ENOSYS || errno == EPERM)) is_forbidden = true;
    return if_regular(Descriptor(static_cast<int>(file)));
}

Descriptor Folder::open_file_by_steps(std::span<const std::string> names) const {
    const auto folder = find(names.first(names.size() - 1));
    return folder ? folder->open_file(names.back()) : Descriptor();
}

Descriptor Folder::open_file(std::span<const std::string> names) const {
    auto file = open_file_at_once(names);
    return file ? std::move(file) : open_file_by_steps(names);
}

void Folder::unlink(const std::string& name) const {
    if (::unlinkat(number(), name.c_str(), 0) == 0 || errno == ENOENT || errno == ENAMETOOLONG) return;
    throw error_of(errno, "remove " + in_quotes(path_ + "/" + name));
}

void Folder::sync() const {
    // EINVAL: a file system that has nothing to sync in a directory.
    if (::fsync(number()) != 0 && errno != EINVAL) {
        throw error_of(errno, "make the directory " + in_quotes(path_) + " durable");
    }
}

}  // namespace outfield::directory
