#include "stores/s3/answer.h"

#include <fmt/format.h>
#include <outfield/error.h>

#include <algorithm>

#include "base/text.h"
#include "stores/s3/endpoint.h"
#include "stores/s3/timestamps.h"
#include "stores/s3/uri.h"
#include "stores/s3/xml.h"

namespace outfield::s3 {

static std::optional<XmlElement> error_element(std::string_view body) {
    body = trim(body);
    if (!body.starts_with('<')) return std::nullopt;
    try {
        auto root = parse_xml(body);
        if (root.name == "Error") return root;
        if (const auto* inner = root.child("Error")) return *inner;
    } catch (const Error&) {  // a proxy's page in HTML
    }
    return std::nullopt;
}

static std::string host_in_location(std::string_view location) {
    const auto start = location.find("://");
    if (start != location.npos) location.remove_prefix(start + 3);
    return std::string(location.substr(0, location.find('/')));
}

// It becomes part of a host name, so nothing else may come with it.
static bool looks_like_region(std::string_view text) {
    return !text.empty() && text.size() <= 64 &&
           text.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-") == text.npos;
}

static std::string named_region(const HttpAnswer& answer, const XmlElement& error) {
    const std::string candidates[] = {
        std::string(answer.header("x-amz-bucket-region")), error.child_text("Region"),
        error.child_text("BucketRegion"), region_in_aws_host(error.child_text("Endpoint")).value_or(""),
        region_in_aws_host(host_in_location(answer.header("location"))).value_or("")};
    const auto* found = std::find_if(std::begin(candidates), std::end(candidates), looks_like_region);
    return found == std::end(candidates) ? "" : *found;
}

Refusal refusal_in(const HttpAnswer& answer) {
    const auto error = error_element(answer.body).value_or(XmlElement{});
    return {answer.status, error.child_text("Code"), error.child_text("Message"), named_region(answer, error),
            std::string(answer.header("x-amz-request-id"))};
}

std::optional<Refusal> refusal_in_success(const HttpAnswer& answer) {
    if (!error_element(answer.body)) return std::nullopt;
    return refusal_in(answer);
}

static XmlElement root_named(std::string_view body, std::string_view name) {
    auto root = parse_xml(body);
    if (root.name != name)
        throw Error(ErrorKind::invalid,
                    fmt::format("an S3 answer is <{}> where <{}> was expected: is the url that of "
                                "an S3 server?",
                                root.name, name));
    return root;
}

// How the keys of a page are written; asked once a page, because it may stand behind all of them.
class KeyReader {
  public:
    explicit KeyReader(const XmlElement& root) : encoded_(root.child_text("EncodingType") == "url") {}
    std::string operator()(const std::string& text) const {
        return encoded_ ? percent_decoded(text, Plus::is_space) : text;
    }

  private:
    bool encoded_;
};

static std::uint64_t size_in(const std::string& text) {
    if (const auto size = parse_unsigned(trim(text))) return *size;
    throw Error(ErrorKind::invalid, fmt::format("an S3 answer gives the size {}", in_quotes(text)));
}

ListPage objects_in(std::string_view body) {
    const auto root = root_named(body, "ListBucketResult");
    const KeyReader decoded(root);
    ListPage page;
    for (const auto& element : root.children) {
        if (element.name != "Contents") continue;
        page.objects.push_back({decoded(element.child_text("Key")), size_in(element.child_text("Size")),
                                parse_iso_date(element.child_text("LastModified"))});
    }
    if (root.child_text("IsTruncated") != "true") return page;
    page.next = root.child_text("NextContinuationToken");
    if (page.next->empty())
        throw Error(ErrorKind::invalid, "an S3 answer says that the list goes on, and not where");
    return page;
}

BucketPage buckets_in(std::string_view body) {
    const auto root = root_named(body, "ListAllMyBucketsResult");
    BucketPage page;
    page.next = root.child_text("ContinuationToken");
    const auto* buckets = root.child("Buckets");
    if (!buckets) return page;
    for (const auto& element : buckets->children)
        if (element.name == "Bucket")
            page.buckets.push_back(
                {element.child_text("Name"), parse_iso_date(element.child_text("CreationDate"))});
    return page;
}

UploadPage uploads_in(std::string_view body) {
    const auto root = root_named(body, "ListMultipartUploadsResult");
    const KeyReader decoded(root);
    UploadPage page;
    for (const auto& element : root.children)
        if (element.name == "Upload")
            page.uploads.push_back({decoded(element.child_text("Key")), element.child_text("UploadId"),
                                    parse_iso_date(element.child_text("Initiated"))});
    if (root.child_text("IsTruncated") == "true")
        page.next = {decoded(root.child_text("NextKeyMarker")), root.child_text("NextUploadIdMarker")};
    return page;
}

VersionPage versions_in(std::string_view body) {
    const auto root = root_named(body, "ListVersionsResult");
    const KeyReader decoded(root);
    VersionPage page;
    for (const auto& element : root.children)
        if (element.name == "Version")
            page.versions.push_back({decoded(element.child_text("Key")),
                                     {element.child_text("VersionId"), size_in(element.child_text("Size")),
                                      parse_iso_date(element.child_text("LastModified"))}});
    if (root.child_text("IsTruncated") == "true")
        page.next = {decoded(root.child_text("NextKeyMarker")), root.child_text("NextVersionIdMarker")};
    return page;
}

std::string upload_id_in(std::string_view body) {
    auto id = root_named(body, "InitiateMultipartUploadResult").child_text("UploadId");
    if (id.empty())
        throw Error(ErrorKind::invalid, "an S3 answer begins a multipart upload without naming it");
    return id;
}

std::string copied_etag_in(std::string_view body) {
    return root_named(body, "CopyPartResult").child_text("ETag");
}

std::optional<ContentRange> content_range(const HttpAnswer& answer) {
    auto text = answer.header("content-range");
    if (!text.starts_with("bytes ")) return std::nullopt;
    text.remove_prefix(6);
    const auto dash = text.find('-'), slash = text.find('/');
    if (dash == text.npos || slash == text.npos || dash > slash) return std::nullopt;
    const auto first = parse_unsigned(text.substr(0, dash));
    const auto last = parse_unsigned(text.substr(dash + 1, slash - dash - 1));
    const auto size = parse_unsigned(text.substr(slash + 1)).value_or(UINT64_MAX);  // "*": not told
    if (!first || !last || *last < *first || *last >= size) return std::nullopt;
    return ContentRange{*first, *last, size};
}

ObjectInfo object_info(const std::string& key, const HttpAnswer& answer) {
    const auto modified = parse_http_date(answer.header("last-modified"));
    if (const auto range = content_range(answer)) return {key, range->size, modified};
    return {key, size_in(std::string(answer.header("content-length"))), modified};
}

}  // namespace outfield::s3
