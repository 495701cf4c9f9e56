// One multipart upload: begun, given its parts by several threads, completed or aborted.
// https://docs.aws.amazon.com/AmazonS3/latest/userguide/mpuoverview.html
#pragma once

#include <outfield/storage.h>

#include <mutex>
#include <string>
#include <vector>

#include "stores/s3/client.h"

namespace outfield::s3 {

class MultipartUpload {
  public:
    MultipartUpload(Client& client, const ObjectAddress& address, const std::string& media_type);

    // Thread-safe. Numbers count from 1.
    void upload(unsigned number, Bytes bytes);
    void copy(unsigned number, const ObjectAddress& from, std::uint64_t first, std::uint64_t last);

    // After the last part: the object stands. When it throws the upload is aborted, unless the outcome is
    // unknown.
    void complete();

    // What cannot be aborted now is found again by remove(..., Unfinished::remove).
    void abort() noexcept;

  private:
    void done(unsigned number, std::string etag);

    Client& client_;
    const ObjectAddress address_;
    std::string id_;
    std::mutex mutex_;
    std::vector<CompletedPart> parts_;
};

}  // namespace outfield::s3
