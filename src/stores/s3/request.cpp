#include "stores/s3/request.h"

#include <fmt/format.h>

#include <algorithm>

#include "stores/s3/xml.h"

namespace outfield::s3 {

static void add_text(Request& request, std::string text) {
    request.text = std::move(text);
    request.payload_hash = to_hex(sha256_of(request.text));
    request.headers.push_back({"content-type", "application/xml"});
}

// What is no header value is left out rather than sent.
static void add_media_type(Request& request, const std::string& media_type) {
    const bool fit = !media_type.empty() && std::all_of(media_type.begin(), media_type.end(),
                                                        [](char c) { return c >= ' ' && c <= '~'; });
    request.headers.push_back({"content-type", fit ? media_type : "application/octet-stream"});
}

static std::string copy_source(const ObjectAddress& from) {
    return percent_encoded(from.container) + "/" + percent_encoded(from.key, Slash::keep);
}

Request list_buckets(const std::string& continuation) {
    Request request{"list the buckets", "GET", "", ""};
    request.query = {{"max-buckets", "1000"}};
    if (!continuation.empty()) request.query.emplace_back("continuation-token", continuation);
    return request;
}

Request create_bucket(const std::string& bucket, const std::string& location) {
    Request request{"create the bucket", "PUT", bucket, "", Effect::visible};
    if (location.empty()) return request;
    add_text(request,
             fmt::format("<CreateBucketConfiguration xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\">"
                         "<LocationConstraint>{}</LocationConstraint></CreateBucketConfiguration>",
                         xml_escaped(location)));
    return request;
}

Request list_objects(const std::string& bucket, const std::string& prefix, const std::string& continuation) {
    Request request{"list the objects", "GET", bucket, ""};
    request.query = {{"list-type", "2"}, {"encoding-type", "url"}};
    if (!prefix.empty()) request.query.emplace_back("prefix", prefix);
    if (!continuation.empty()) request.query.emplace_back("continuation-token", continuation);
    return request;
}

Request head_object(const ObjectAddress& address) {
    return {"look at an object", "HEAD", address.container, address.key};
}

// `range.length` is not 0: HTTP cannot ask for that.
Request get_object(const ObjectAddress& address, ByteRange range) {
    Request request{"get an object", "GET", address.container, address.key};
    const bool bounded = range.length && *range.length <= UINT64_MAX - range.offset;
    if (bounded)
        request.headers.push_back(
            {"range", fmt::format("bytes={}-{}", range.offset, range.offset + *range.length - 1)});
    else if (range.offset > 0)
        request.headers.push_back({"range", fmt::format("bytes={}-", range.offset)});
    return request;
}

Request get_object_version(const ObjectAddress& address, const std::string& version, ByteRange range) {
    auto request = get_object(address, range);
    request.action = "get a version of an object";
    request.query = {{"versionId", version}};
    return request;
}

Request put_object(const ObjectAddress& address, const Body& body, std::string payload_hash,
                   const std::string& media_type) {
    Request request{"put an object", "PUT", address.container, address.key, Effect::visible};
    add_media_type(request, media_type);
    request.body = body;
    request.payload_hash = std::move(payload_hash);
    return request;
}

Request delete_object(const ObjectAddress& address) {
    return {"delete an object", "DELETE", address.container, address.key, Effect::visible};
}

Request copy_object(const ObjectAddress& from, const ObjectAddress& to) {
    Request request{"copy an object to", "PUT", to.container, to.key, Effect::visible};
    request.headers.push_back({"x-amz-copy-source", copy_source(from)});
    request.server_moves_bytes = true;
    return request;
}

Request create_multipart_upload(const ObjectAddress& address, const std::string& media_type) {
    Request request{"begin a multipart upload of", "POST", address.container, address.key};
    add_media_type(request, media_type);
    request.query = {{"uploads", ""}};
    return request;
}

Request upload_part(const ObjectAddress& address, const std::string& upload, unsigned number,
                    const Body& body, std::string payload_hash) {
    Request request{"upload a part of", "PUT", address.container, address.key};
    request.query = {{"partNumber", std::to_string(number)}, {"uploadId", upload}};
    request.body = body;
    request.payload_hash = std::move(payload_hash);
    return request;
}

Request upload_part_copy(const ObjectAddress& from, const ObjectAddress& to, const std::string& upload,
                         unsigned number, std::uint64_t first, std::uint64_t last) {
    Request request{"copy a part to", "PUT", to.container, to.key};
    request.query = {{"partNumber", std::to_string(number)}, {"uploadId", upload}};
    request.headers = {{"x-amz-copy-source", copy_source(from)},
                       {"x-amz-copy-source-range", fmt::format("bytes={}-{}", first, last)}};
    request.server_moves_bytes = true;
    return request;
}

Request complete_multipart_upload(const ObjectAddress& address, const std::string& upload,
                                  const std::vector<CompletedPart>& parts) {
    Request request{"complete the multipart upload of", "POST", address.container, address.key,
                    Effect::visible};
    request.query = {{"uploadId", upload}};
    std::string text = "<CompleteMultipartUpload xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\">";
    for (const auto& part : parts)
        text += fmt::format("<Part><PartNumber>{}</PartNumber><ETag>{}</ETag></Part>", part.number,
                            xml_escaped(part.etag));
    add_text(request, text + "</CompleteMultipartUpload>");
    request.server_moves_bytes = true;
    return request;
}

Request abort_multipart_upload(const ObjectAddress& address, const std::string& upload) {
    Request request{"abort a multipart upload of", "DELETE", address.container, address.key};
    request.query = {{"uploadId", upload}};
    return request;
}

Request list_multipart_uploads(const std::string& bucket, const std::string& prefix,
                               const UploadMarker& after) {
    Request request{"list the multipart uploads", "GET", bucket, ""};
    request.query = {{"uploads", ""}, {"encoding-type", "url"}, {"prefix", prefix}};
    if (!after.key.empty()) {
        request.query.emplace_back("key-marker", after.key);
        request.query.emplace_back("upload-id-marker", after.upload);
    }
    return request;
}

Request list_object_versions(const std::string& bucket, const std::string& prefix,
                             const VersionMarker& after) {
    Request request{"list the versions of objects", "GET", bucket, ""};
    request.query = {{"versions", ""}, {"encoding-type", "url"}, {"prefix", prefix}};
    if (!after.key.empty()) {
        request.query.emplace_back("key-marker", after.key);
        request.query.emplace_back("version-id-marker", after.version);
    }
    return request;
}

}  // namespace outfield::s3
