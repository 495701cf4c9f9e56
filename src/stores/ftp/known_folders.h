// The folders that are known to exist on a server, so that a put need not ask. Thread-safe; bounded: a full
// set is emptied, which costs questions and nothing else.
#pragma once

#include <mutex>
#include <string>
#include <unordered_set>

namespace outfield::ftp {

class KnownFolders {
  public:
    bool contains(const std::string& path) const;
    void add(const std::string& path);
    void forget(const std::string& path);

  private:
    static constexpr std::size_t limit = 50'000;

    mutable std::mutex mutex_;
    std::unordered_set<std::string> paths_;
};

}  // namespace outfield::ftp
