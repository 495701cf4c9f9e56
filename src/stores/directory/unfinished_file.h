// A file on its way into a folder: it has a temporary name until it is complete, and then gets its own in one
// step. The temporary name follows from the final one, so that a later removal finds what a crash left. The
// file is locked (flock) while it is written: a second writer is refused, and what a dead one left is taken
// over. Not thread-safe. Unless published, the file is unlinked when this object goes.
#pragma once

#include <outfield/bytes.h>

#include <optional>
#include <string>

#include "stores/directory/folder.h"

namespace outfield::directory {

class UnfinishedFile {
  public:
    // REQUIRES: `folder` outlives the result. nullopt: the folder has vanished meanwhile.
    // Another writer is at it: ErrorKind::conflict.
    static std::optional<UnfinishedFile> create(const Folder& folder, const std::string& final_name);

    UnfinishedFile(UnfinishedFile&&) noexcept;
    ~UnfinishedFile();

    void write(Bytes bytes);

    // Makes the bytes durable and gives the file its name, never over another: ErrorKind::already_exists.
    // The name itself is durable after folder.sync().
    void publish();

  private:
    UnfinishedFile(const Folder& folder, std::string final_name, Descriptor file);

    bool still_named() const;
    void rename_without_overwriting();
    std::string what(const char* verb) const;

    const Folder* folder_;
    std::string final_name_;
    std::string name_;
    Descriptor file_;
    bool published_ = false;
};

}  // namespace outfield::directory
