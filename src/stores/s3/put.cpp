#include "stores/s3/put.h"

#include <fmt/format.h>
#include <outfield/error.h>

#include <algorithm>
#include <memory>

#include "base/hashing_source.h"
#include "base/text.h"
#include "stores/s3/held_bytes.h"
#include "stores/s3/multipart.h"
#include "stores/s3/part_plan.h"
#include "stores/s3/put_streamed.h"
#include "stores/s3/workers.h"

namespace outfield::s3 {

// What was read from a source that does not rewind is all there is of it. Whatever rewinds is repeated by
// whoever asked for the put, who learns of each failure.
template <typename Verb>
static auto insist(Client& client, ByteSource& source, Verb&& verb) {
    return client.retries().attempt(verb, [&] { return !source.rewind(); });
}

static Stored put_whole(Client& client, const ObjectAddress& address, HeldBytes& bytes, ByteSource& source,
                        const std::string& media_type) {
    const auto hash = bytes.hash();
    const auto request = put_object(address, bytes.body(), to_hex(hash), media_type);
    client.retries().attempt([&] { return client.send(request); },
                             [&] { return !source.rewind() && bytes.rewind(); });
    return {bytes.count(), hash};
}

// Reads part after part while those before it are under way.
static Stored send_parts(Client& client, MultipartUpload& upload, const Options& options,
                         ByteSource& source) {
    HashingSource hashing(source);
    Workers workers(options.parallel_parts);
    for (unsigned number = 1;; ++number) {
        workers.wait_for_room();
        const auto size = part_size(number, options.part_size, source.size());
        const auto part = std::make_shared<HeldBytes>(client.part_memory(), static_cast<std::size_t>(size));
        part->fill_from(hashing);
        if (part->count() == 0) break;
        if (number > most_parts)
            throw Error(ErrorKind::invalid,
                        "the object needs more than 10,000 parts: raise the setting 'part_size'");
        workers.submit([&upload, number, part] { upload.upload(number, *part); });
        if (!part->full()) break;
    }
    workers.finish();
    check_announced_size(source, hashing.count());
    return hashing.finish();
}

static Stored put_in_parts(Client& client, const Options& options, const ObjectAddress& address,
                           ByteSource& source, const std::string& media_type) {
    auto upload = insist(client, source, [&] { return MultipartUpload(client, address, media_type); });
    Stored stored;
    try {
        stored = send_parts(client, upload, options, source);
    } catch (...) {
        upload.abort();
        throw;
    }
    upload.complete(stored.size);
    return stored;
}

// The size is not known, so as much is read as tells which way to go.
static Stored put_of_unknown_size(Client& client, const Options& options, const ObjectAddress& address,
                                  ByteSource& source, const std::string& media_type) {
    const auto limit = options.multipart ? std::min(options.multipart_threshold, options.part_size)
                                         : options.multipart_threshold;
    HeldBytes head(client.part_memory(), static_cast<std::size_t>(limit) + 1);
    head.fill_from(source);
    if (!head.full()) return put_whole(client, address, head, source, media_type);
    if (!options.multipart)
        throw Error(
            ErrorKind::unsupported,
            fmt::format(
                "S3: without multipart uploads an object above {} can only be stored when its size is "
                "known beforehand; set 'multipart' to on or raise 'multipart_threshold'",
                human_size(limit)));
    PrefixedSource whole(std::move(head), source);
    return put_in_parts(client, options, address, whole, media_type);
}

Stored store_object(Client& client, const Options& options, const ObjectAddress& address, ByteSource& source,
                    const std::string& media_type) {
    const auto size = source.size();
    if (!size) return put_of_unknown_size(client, options, address, source, media_type);
    if (*size > options.multipart_threshold)
        return options.multipart ? put_in_parts(client, options, address, source, media_type)
                                 : put_streamed(client, address, source, *size, media_type);
    HeldBytes whole(client.part_memory(), static_cast<std::size_t>(*size) + 1);  // one more: is it longer?
    whole.fill_from(source);
    check_announced_size(source, whole.count());
    return put_whole(client, address, whole, source, media_type);
}

}  // namespace outfield::s3
