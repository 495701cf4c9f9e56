#include "stores/directory/unfinished_file.h"

#include <fcntl.h>
#include <stdio.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>

#include "base/text.h"
#include "stores/directory/errors.h"
#include "stores/tree/names.h"

namespace outfield::directory {

std::optional<UnfinishedFile> UnfinishedFile::create(const Folder& folder, const std::string& final_name) {
    const auto flags = O_WRONLY | O_CREAT | O_NOFOLLOW | O_CLOEXEC;
    for (int attempt = 0; attempt < 16; ++attempt) {
        Descriptor opened(::openat(folder.number(), tree::unfinished_name(final_name).c_str(), flags, 0640));
        if (!opened && errno == ENOENT) return std::nullopt;
        UnfinishedFile file(folder, final_name, std::move(opened));
        if (!file.file_) throw error_of(errno, file.what("create"));
        if (::flock(file.file_.number(), LOCK_EX | LOCK_NB) != 0) {
            if (errno != EWOULDBLOCK) throw error_of(errno, file.what("lock"));
            file.published_ = true;  // it is the other writer's
            break;
        }
        // A writer that has just finished may have renamed or removed what was opened.
        file.published_ = !file.still_named();
        if (file.published_) continue;
        if (::ftruncate(file.file_.number(), 0) != 0) throw error_of(errno, file.what("empty"));
        return file;
    }
    throw Error(ErrorKind::conflict, "Another writer is putting " +
                                         in_quotes(folder.path() + "/" + final_name) +
                                         " at this moment. A key is used once only.");
}

UnfinishedFile::UnfinishedFile(const Folder& folder, std::string final_name, Descriptor file)
    : folder_(&folder),
      final_name_(std::move(final_name)),
      name_(tree::unfinished_name(final_name_)),
      file_(std::move(file)) {}

UnfinishedFile::UnfinishedFile(UnfinishedFile&& other) noexcept
    : folder_(other.folder_),
      final_name_(std::move(other.final_name_)),
      name_(std::move(other.name_)),
      file_(std::move(other.file_)),
      published_(std::exchange(other.published_, true)) {}

UnfinishedFile::~UnfinishedFile() {
    if (file_ && !published_) ::unlinkat(folder_->number(), name_.c_str(), 0);
}

void UnfinishedFile::write(Bytes bytes) {
    while (!bytes.empty()) {
        const ssize_t written = ::write(file_.number(), bytes.data(), bytes.size());
        if (written < 0 && errno == EINTR) continue;
        if (written < 0) throw error_of(errno, what("write"));
        bytes = bytes.subspan(static_cast<std::size_t>(written));
    }
}

void UnfinishedFile::publish() {
    if (::fsync(file_.number()) != 0) throw error_of(errno, what("make durable"));
    if (!still_named()) {
        throw Error(ErrorKind::conflict, "Somebody removed or replaced " +
                                             in_quotes(folder_->path() + "/" + name_) +
                                             " while it was written.");
    }
    rename_without_overwriting();
    published_ = true;
}

bool UnfinishedFile::still_named() const {
    struct stat opened {};
    const auto named = folder_->look(name_);
    return named && ::fstat(file_.number(), &opened) == 0 && named->st_ino == opened.st_ino &&
           named->st_dev == opened.st_dev;
}

void UnfinishedFile::rename_without_overwriting() {
    const int folder = folder_->number();
    if (::renameat2(folder, name_.c_str(), folder, final_name_.c_str(), RENAME_NOREPLACE) == 0) return;
    // Network file systems know no RENAME_NOREPLACE; a link never overwrites either.
    if (errno != EINVAL && errno != ENOSYS) throw error_of(errno, what("give its name to"));
    if (::linkat(folder, name_.c_str(), folder, final_name_.c_str(), 0) != 0) {
        throw error_of(errno, what("give its name to"));
    }
    ::unlinkat(folder, name_.c_str(), 0);
}

std::string UnfinishedFile::what(const char* verb) const {
    return std::string(verb) + " " + in_quotes(folder_->path() + "/" + final_name_);
}

}  // namespace outfield::directory
