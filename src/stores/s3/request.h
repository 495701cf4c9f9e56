// One call of the S3 API before it has a host, a date and a signature. Built here, sent by client.h.
// https://docs.aws.amazon.com/AmazonS3/latest/API/API_Operations_Amazon_Simple_Storage_Service.html
#pragma once

#include <outfield/bytes.h>
#include <outfield/sha256.h>
#include <outfield/storage.h>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "stores/s3/sigv4.h"
#include "stores/s3/uri.h"

namespace outfield::s3 {

// Whether it matters that an answer got lost: the call may have changed what readers see.
enum class Effect { none, visible };

// Bytes of somebody else that outlive the request, or a stream of a known size.
struct Body {
    Bytes bytes = {};
    ByteSource* stream = nullptr;
    std::uint64_t stream_size = 0;

    bool empty() const noexcept { return !stream && bytes.empty(); }
};

struct Request {
    std::string_view action;  // "put an object", for messages
    std::string_view method;
    std::string bucket;  // empty: the account
    std::string key;     // empty: the bucket
    Effect effect = Effect::none;
    QueryParameters query = {};
    std::vector<Header> headers = {};  // without host, date, hash and authorization
    std::string payload_hash = {};     // empty: no body

    std::string text = {};  // a body of its own
    Body body = {};         // instead of it

    // Copies and completed uploads move bytes inside the server, which takes its time.
    bool server_moves_bytes = false;

    Bytes memory_body() const { return body.bytes.empty() ? std::as_bytes(std::span(text)) : body.bytes; }
};

Request list_buckets(const std::string& continuation);
Request create_bucket(const std::string& bucket,
                      const std::string& location);  // empty: no LocationConstraint
Request list_objects(const std::string& bucket, const std::string& prefix, const std::string& continuation);

Request head_object(const ObjectAddress& address);
Request get_object(const ObjectAddress& address, ByteRange range);
Request get_object_version(const ObjectAddress& address, const std::string& version, ByteRange range);
Request put_object(const ObjectAddress& address, const Body& body, std::string payload_hash,
                   const std::string& media_type);
Request delete_object(const ObjectAddress& address);
Request copy_object(const ObjectAddress& from, const ObjectAddress& to);

struct CompletedPart {
    unsigned number;
    std::string etag;  // as the server wrote it, quotes included
};
Request create_multipart_upload(const ObjectAddress& address, const std::string& media_type);
Request upload_part(const ObjectAddress& address, const std::string& upload, unsigned number,
                    const Body& body, std::string payload_hash);
Request upload_part_copy(const ObjectAddress& from, const ObjectAddress& to, const std::string& upload,
                         unsigned number, std::uint64_t first, std::uint64_t last);
Request complete_multipart_upload(const ObjectAddress& address, const std::string& upload,
                                  const std::vector<CompletedPart>& parts);
Request abort_multipart_upload(const ObjectAddress& address, const std::string& upload);

struct UploadMarker {
    std::string key;
    std::string upload;
};
Request list_multipart_uploads(const std::string& bucket, const std::string& prefix,
                               const UploadMarker& after);

struct VersionMarker {
    std::string key;
    std::string version;
};
// https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectVersions.html
Request list_object_versions(const std::string& bucket, const std::string& prefix,
                             const VersionMarker& after);

}  // namespace outfield::s3
