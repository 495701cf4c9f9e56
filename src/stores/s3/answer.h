// What S3 answers, taken apart. Pure: no connection, no clock. Answers that make no sense are
// ErrorKind::invalid.
#pragma once

#include <outfield/storage.h>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "stores/s3/http.h"
#include "stores/s3/request.h"

namespace outfield::s3 {

// An answer that is no success. https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html
struct Refusal {
    int status = 0;
    std::string code;     // "NoSuchKey"; empty when the answer has no such body, as every answer to HEAD
    std::string message;  // may be empty all the same
    std::string region;   // the one that the server names, if any
    std::string request_id;
};
Refusal refusal_in(const HttpAnswer& answer);

// CompleteMultipartUpload and the copies begin with 200 before they know: the body may be an error after all.
std::optional<Refusal> refusal_in_success(const HttpAnswer& answer);

ListPage objects_in(std::string_view body);

struct BucketPage {
    std::vector<ContainerInfo> buckets;
    std::string next;  // empty: this was the last
};
BucketPage buckets_in(std::string_view body);

struct UnfinishedUpload {
    std::string key, upload;
    std::optional<Time> initiated;
};

struct UploadPage {
    std::vector<UnfinishedUpload> uploads;
    std::optional<UploadMarker> next;
};
UploadPage uploads_in(std::string_view body);

struct KeyVersion {
    std::string key;
    ObjectVersion version;
};

struct VersionPage {
    std::vector<KeyVersion> versions;  // without delete markers, which have no bytes
    std::optional<VersionMarker> next;
};
VersionPage versions_in(std::string_view body);

std::string upload_id_in(std::string_view body);
std::string copied_etag_in(std::string_view body);

// From the headers of HEAD, or of GET with a range.
ObjectInfo object_info(const std::string& key, const HttpAnswer& answer);

struct ContentRange {
    std::uint64_t first = 0;
    std::uint64_t last = 0;
    std::uint64_t size = 0;  // of the whole object
};
std::optional<ContentRange> content_range(const HttpAnswer& answer);  // "bytes 0-99/1234"

}  // namespace outfield::s3
