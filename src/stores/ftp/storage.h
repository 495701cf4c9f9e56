// A store on an FTP server (RFC 959, 2428, 3659, 4217): containers are directories below the configured one,
// keys are paths below them (stores/tree/names.h).
//
// Renaming to a never-used name is what makes a put atomic; the server's SIZE is compared before it. How
// durable a stored file is depends on the server. Folders are made where a put needs them and are left when
// they become empty. "Missing" is always proved by a listing (presence.h), for a removal by one of the last
// minute (recent_listings.h). A key cannot be both a file and a folder ("a" and "a/b").
#pragma once

#include <outfield/storage.h>

#include <string>
#include <vector>

#include "stores/ftp/known_folders.h"
#include "stores/ftp/recent_listings.h"
#include "stores/ftp/session_pool.h"
#include "stores/ftp/settings.h"

namespace outfield::ftp {

class FtpStorage final : public Storage, private UnfinishedLister {
  public:
    explicit FtpStorage(Options options);

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

    const Options options_;
    Capabilities capabilities_;
    SessionPool sessions_;
    KnownFolders known_;
    RecentListings recent_;
};

}  // namespace outfield::ftp
