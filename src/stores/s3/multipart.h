// One multipart upload: begun, given its parts by several threads, completed or aborted.
// https://docs.aws.amazon.com/AmazonS3/latest/userguide/mpuoverview.html
#pragma once

#include <outfield/error.h>
#include <outfield/storage.h>

#include <mutex>
#include <string>
#include <vector>

#include "stores/s3/client.h"
#include "stores/s3/held_bytes.h"

namespace outfield::s3 {

class MultipartUpload {
  public:
    // A part that fails for a passing reason is sent again, and so is the word that completes the upload;
    // what is thrown then is not to be repeated from the first byte (NotNow).
    MultipartUpload(Client& client, const ObjectAddress& address, const std::string& media_type);

    // Thread-safe. Numbers count from 1.
    void upload(unsigned number, HeldBytes& bytes);
    void copy(unsigned number, const ObjectAddress& from, std::uint64_t first, std::uint64_t last);

    // After the last part: the object stands, of so many bytes. A lost answer is settled by looking at the
    // object and, when it is not there, by aborting the upload. When it throws the upload is aborted; with
    // ErrorKind::outcome_unknown that failed as well.
    void complete(std::uint64_t size);

    // What cannot be aborted now is found again by remove(..., Unfinished::remove).
    enum class Ended { aborted, gone, unknown };
    Ended abort() noexcept;

  private:
    void done(unsigned number, std::string etag);
    void complete_once(const Request& request, std::uint64_t size);
    void settle(const Error& failure, std::uint64_t size);
    bool stands(std::uint64_t size);

    Client& client_;
    const ObjectAddress address_;
    std::string id_;
    std::mutex mutex_;
    std::vector<CompletedPart> parts_;
};

}  // namespace outfield::s3
