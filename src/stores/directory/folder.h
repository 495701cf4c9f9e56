// An open directory, and how one goes down from it without ever leaving it: following no symbolic link, one
// name at a time (openat with O_NOFOLLOW) or many (openat2 with RESOLVE_BENEATH). Moves, does not copy; not
// thread-safe.
#pragma once

#include <dirent.h>
#include <sys/stat.h>

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <utility>

namespace outfield::directory {

// A file descriptor that is closed when it goes.
class Descriptor {
  public:
    Descriptor() = default;
    explicit Descriptor(int number) : number_(number) {}
    Descriptor(Descriptor&& other) noexcept : number_(std::exchange(other.number_, -1)) {}
    Descriptor& operator=(Descriptor&& other) noexcept {
        std::swap(number_, other.number_);
        return *this;
    }
    ~Descriptor();

    int number() const noexcept { return number_; }
    explicit operator bool() const noexcept { return number_ >= 0; }

  private:
    int number_ = -1;
};

class Folder {
  public:
    // The root of the store; symbolic links on the way to it are the administrator's own. Missing or not a
    // directory: ErrorKind::unavailable, because a disk that is not mounted proves nothing about what it
    // holds.
    static Folder open_root(const std::string& path);

    // nullopt: no such folder. A symbolic link: ErrorKind::denied.
    std::optional<Folder> find(const std::string& name) const;
    std::optional<Folder> find(std::span<const std::string> names) const;

    // False: it was there already, or this folder itself has vanished.
    bool make(const std::string& name) const;

    // False: not empty, or gone already.
    bool prune(const std::string& name) const;

    // Shows every name that does not begin with '.', in any order.
    enum class Thing { file, folder, other };
    void each(const std::function<void(const std::string& name, Thing thing)>& visit) const;

    // What stands under a name, links not followed. nullopt: nothing.
    std::optional<struct stat> look(const std::string& name) const;

    // A regular file, for reading. An empty one: no such file. A symbolic link: ErrorKind::denied.
    Descriptor open_file(const std::string& name) const;

    // The same below the folders that come before it: in one system call (openat2, Linux 5.6) where that is
    // allowed (systemd's RestrictSUIDSGID forbids it), else name by name.
    Descriptor open_file(std::span<const std::string> names) const;
    Descriptor open_file_by_steps(std::span<const std::string> names) const;

    // Idempotent.
    void unlink(const std::string& name) const;

    // Makes durable what names the folder holds. Throws like every write.
    void sync() const;

    int number() const noexcept { return descriptor_.number(); }
    const std::string& path() const noexcept { return path_; }  // for messages

  private:
    Folder(Descriptor descriptor, std::string path)
        : descriptor_(std::move(descriptor)), path_(std::move(path)) {}

    Thing thing_of(const dirent& entry) const;
    Descriptor open_file_at_once(std::span<const std::string> names) const;

    Descriptor descriptor_;
    std::string path_;
};

}  // namespace outfield::directory
