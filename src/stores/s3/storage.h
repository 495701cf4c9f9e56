// An S3 account as a Storage.
#pragma once

#include <outfield/storage.h>

#include "stores/s3/client.h"
#include "stores/s3/settings.h"

namespace outfield::s3 {

class S3Storage final : public Storage,
                        public Presigner,
                        public ServerSideCopier,
                        private UnfinishedLister,
                        private VersionReader {
  public:
    // Makes no connection. Throws ErrorKind::invalid when no credentials are found.
    explicit S3Storage(const Options& options);

    const Capabilities& capabilities() const noexcept override { return capabilities_; }
    Stored put(const ObjectAddress& address, ByteSource& source, const PutOptions& options) override;
    using Storage::get;
    void get(const ObjectAddress& address, ByteSink& sink, ByteRange range) override;
    std::optional<ObjectInfo> stat(const ObjectAddress& address) override;
    using Storage::remove;
    void remove(const ObjectAddress& address, Unfinished unfinished) override;
    ListPage list(const std::string& container, const std::string& prefix,
                  const std::optional<std::string>& cursor) override;
    std::vector<ContainerInfo> containers() override;
    void create_container(const std::string& name) override;

    Presigner* presigner() noexcept override { return this; }
    ServerSideCopier* copier() noexcept override { return this; }
    UnfinishedLister* unfinished_lister() noexcept override { return options_.multipart ? this : nullptr; }
    VersionReader* version_reader() noexcept override { return this; }

    // 1 second to 7 days (S3's limit): else ErrorKind::invalid.
    using Presigner::presign_get;
    std::string presign_get(const ObjectAddress& address, std::chrono::seconds valid_for,
                            const PresignOptions& options) override;
    void copy(const ObjectAddress& from, const ObjectAddress& to) override;

    Client& client() noexcept { return client_; }

  private:
    void abort_uploads(const ObjectAddress& address);
    UploadPage uploads_page(const ObjectAddress& address, const UploadMarker& after);
    ListPage list_unfinished(const std::string& container, const std::string& prefix,
                             const std::optional<std::string>& cursor) override;
    std::vector<ObjectVersion> versions(const ObjectAddress& address, std::size_t most) override;
    void get_version(const ObjectAddress& address, const std::string& version, ByteSink& sink,
                     ByteRange range) override;

    const Options options_;
    const Capabilities capabilities_;
    Client client_;
};

}  // namespace outfield::s3
