#include "stores/s3/storage.h"

#include <fmt/format.h>
#include <outfield/error.h>

#include "base/text.h"
#include "stores/s3/bucket_name.h"
#include "stores/s3/copy.h"
#include "stores/s3/errors.h"
#include "stores/s3/get.h"
#include "stores/s3/put.h"
#include "stores/s3/stat.h"
#include "stores/s3/versions.h"

namespace outfield::s3 {

static constexpr std::size_t most_buckets = 1'000'000;  // AWS's own limit

static Capabilities capabilities_of(const Options& options) {
    Capabilities capabilities;
    capabilities.kind = "s3";
    capabilities.proves_size = false;  // an answer of success is no proof that the object stays
    capabilities.max_object_size = options.multipart ? 5ULL << 40U : 5ULL << 30U;
    return capabilities;
}

static void check_address(const ObjectAddress& address) {
    check_usable_bucket(address.container);
    if (!valid_key(address.key))
        throw Error(ErrorKind::invalid,
                    fmt::format("{} cannot be the key of an object", in_quotes(address.key)));
}

S3Storage::S3Storage(const Options& options)
    : options_(options), capabilities_(capabilities_of(options)), client_(options) {}

Stored S3Storage::put(const ObjectAddress& address, ByteSource& source, const PutOptions& options) {
    check_address(address);
    return store_object(client_, options_, address, source, options.media_type);
}

void S3Storage::get(const ObjectAddress& address, ByteSink& sink, ByteRange range) {
    check_address(address);
    read_object(client_, address, sink, range);
}

std::optional<ObjectInfo> S3Storage::stat(const ObjectAddress& address) {
    check_address(address);
    return stat_object(client_, address);
}

void S3Storage::remove(const ObjectAddress& address, Unfinished unfinished) {
    check_address(address);
    const auto request = delete_object(address);
    const auto answer = client_.ask(request);
    if (!answer.success()) {
        const auto refusal = refusal_in(answer);
        if (refusal.code != "NoSuchKey") throw error_of(refusal, request);
    }
    if (unfinished == Unfinished::remove) abort_uploads(address);
}

// Multipart is off where the server knows none of it, so whatever it says then, there are no uploads.
static bool knows_none(const Options& options, const Error& error) {
    return !options.multipart && !error.retryable();
}

UploadPage S3Storage::uploads_page(const ObjectAddress& address, const UploadMarker& after) try {
    return uploads_in(client_.send(list_multipart_uploads(address.container, address.key, after)).body);
} catch (const Error& error) {
    if (!knows_none(options_, error)) throw;
    return {};
}

void S3Storage::abort_uploads(const ObjectAddress& address) {
    UploadMarker after;
    for (;;) {
        const auto page = uploads_page(address, after);
        for (const auto& upload : page.uploads) {
            if (upload.key != address.key) continue;  // the server matches prefixes
            const auto request = abort_multipart_upload(address, upload.upload);
            const auto answer = client_.ask(request);
            if (!answer.success() && refusal_in(answer).code != "NoSuchUpload")
                throw error_of(refusal_in(answer), request);
        }
        if (!page.next || page.next->key > address.key) return;
        if (page.next->key == after.key && page.next->upload == after.upload)
            throw Error(ErrorKind::invalid,
                        "S3: the server gives the same page of multipart uploads again and again");
        after = *page.next;
    }
}

ListPage S3Storage::list(const std::string& container, const std::string& prefix,
                         const std::optional<std::string>& cursor) {
    check_usable_bucket(container);
    auto page = objects_in(client_.send(list_objects(container, prefix, cursor.value_or(""))).body);
    if (page.next && page.next == cursor)
        throw Error(ErrorKind::invalid, "S3: the server gives the same page of objects again and again");
    return page;
}

// The cursor: the marker's key and upload, with a line's end between them, which no key has.
ListPage S3Storage::list_unfinished(const std::string& container, const std::string& prefix,
                                    const std::optional<std::string>& cursor) {
    check_usable_bucket(container);
    UploadMarker after;
    if (cursor) {
        const auto end = cursor->find('\n');
        after = {cursor->substr(0, end), cursor->substr(end + 1)};
    }
    const auto page = uploads_in(client_.send(list_multipart_uploads(container, prefix, after)).body);
    ListPage out;
    for (const auto& upload : page.uploads) out.objects.push_back({upload.key, 0, upload.initiated});
    if (page.next) out.next = page.next->key + '\n' + page.next->upload;
    if (out.next && out.next == cursor)
        throw Error(ErrorKind::invalid,
                    "S3: the server gives the same page of multipart uploads again and again");
    return out;
}

std::vector<ObjectVersion> S3Storage::versions(const ObjectAddress& address, std::size_t most) {
    check_address(address);
    return versions_of(client_, address, most);
}

void S3Storage::get_version(const ObjectAddress& address, const std::string& version, ByteSink& sink,
                            ByteRange range) {
    check_address(address);
    read_version(client_, address, version, sink, range);
}

std::vector<ContainerInfo> S3Storage::containers() {
    std::vector<ContainerInfo> all;
    std::string next;
    do {
        auto page = buckets_in(client_.send(list_buckets(next)).body);
        all.insert(all.end(), std::make_move_iterator(page.buckets.begin()),
                   std::make_move_iterator(page.buckets.end()));
        if (all.size() > most_buckets)
            throw Error(
                ErrorKind::invalid,
                fmt::format("S3: the server lists more than {} buckets, which no account has", most_buckets));
        if (!page.next.empty() && page.next == next)
            throw Error(ErrorKind::invalid, "S3: the server gives the same page of buckets again and again");
        next = std::move(page.next);
    } while (!next.empty());
    return all;
}

void S3Storage::create_container(const std::string& name) {
    if (const auto fault = bucket_name_fault(name))
        throw Error(ErrorKind::invalid,
                    fmt::format("{} cannot be the name of a bucket: {}", in_quotes(name), *fault));
    const auto region = client_.region_of("");
    const auto request = create_bucket(name, region == "us-east-1" ? "" : region);
    const auto answer = client_.ask(request);
    if (answer.success()) return;
    const auto refusal = refusal_in(answer);
    if (refusal.code != "BucketAlreadyOwnedByYou") throw error_of(refusal, request);
}

std::string S3Storage::presign_get(const ObjectAddress& address, std::chrono::seconds valid_for,
                                   const PresignOptions& options) {
    static constexpr std::chrono::seconds longest = std::chrono::hours(7 * 24);
    check_address(address);
    if (valid_for < std::chrono::seconds(1) || valid_for > longest)
        throw Error(ErrorKind::invalid,
                    fmt::format("an S3 address can be valid for 1 to {} seconds (7 days), not {}",
                                longest.count(), valid_for.count()));
    auto request = get_object(address, {});
    if (!options.content_type.empty())
        request.query.emplace_back("response-content-type", options.content_type);
    if (!options.content_disposition.empty())
        request.query.emplace_back("response-content-disposition", options.content_disposition);
    return client_.presigned_url(request, valid_for);
}

void S3Storage::copy(const ObjectAddress& from, const ObjectAddress& to) {
    check_address(from);
    check_address(to);
    copy_inside(client_, options_, from, to);
}

}  // namespace outfield::s3
