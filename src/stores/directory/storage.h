// A store in a directory: containers are its direct subdirectories, keys are paths below them (names.h).
// put: temporary file, fsync, rename that never overwrites, fsync of every directory up to the container.
// Nothing outside the root is reached, whatever the names or the symbolic links inside. Folders that a
// removal leaves empty go too. Limits: a key cannot be both a file and a folder ("a" and "a/b"): the second
// is a conflict.
#pragma once

#include <outfield/storage.h>

#include <string>
#include <vector>

#include "stores/directory/folder.h"
#include "stores/directory/settings.h"

namespace outfield::directory {

class DirectoryStorage final : public Storage, private UnfinishedLister {
  public:
    explicit DirectoryStorage(Options options);

    const Capabilities& capabilities() const noexcept override { return capabilities_; }

    using Storage::get;
    using Storage::remove;
    Stored put(const ObjectAddress& address, ByteSource& source, const PutOptions& options) override;
    void get(const ObjectAddress& address, ByteSink& sink, ByteRange range) override;
    std::optional<ObjectInfo> stat(const ObjectAddress& address) override;
    void remove(const ObjectAddress& address, Unfinished unfinished) override;
    ListPage list(const std::string& container, const std::string& prefix,
                  const std::optional<std::string>& cursor) override;
    std::vector<ContainerInfo> containers() override;
    void create_container(const std::string& name) override;
    UnfinishedLister* unfinished_lister() noexcept override { return this; }

  private:
    ListPage list_unfinished(const std::string& container, const std::string& prefix,
                             const std::optional<std::string>& cursor) override;
    std::optional<Folder> find_container(const std::string& name) const;
    Folder open_container(const std::string& name) const;        // not_found
    Descriptor open_object(const ObjectAddress& address) const;  // not_found

    Options options_;
    Capabilities capabilities_;
};

}  // namespace outfield::directory
