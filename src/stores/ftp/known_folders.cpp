#include "stores/ftp/known_folders.h"

namespace outfield::ftp {

bool KnownFolders::contains(const std::string& path) const {
    const std::lock_guard lock(mutex_);
    return paths_.contains(path);
}

void KnownFolders::add(const std::string& path) {
    const std::lock_guard lock(mutex_);
    if (paths_.size() >= limit) paths_.clear();
    paths_.insert(path);
}

void KnownFolders::forget(const std::string& path) {
    const std::lock_guard lock(mutex_);
    paths_.erase(path);
}

}  // namespace outfield::ftp
