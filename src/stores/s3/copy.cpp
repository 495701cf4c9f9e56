#include "stores/s3/copy.h"

#include <fmt/format.h>
#include <outfield/error.h>

#include <algorithm>

#include "base/text.h"
#include "stores/s3/errors.h"
#include "stores/s3/multipart.h"
#include "stores/s3/part_plan.h"
#include "stores/s3/stat.h"
#include "stores/s3/workers.h"

namespace outfield::s3 {

static void copy_at_once(Client& client, const ObjectAddress& from, const ObjectAddress& to) {
    const auto request = copy_object(from, to);
    const auto answer = client.send(request);
    if (const auto refusal = refusal_in_success(answer)) throw error_of(*refusal, request);
}

static void copy_parts(MultipartUpload& upload, const Options& options, const ObjectAddress& from,
                       std::uint64_t size) {
    Workers workers(options.parallel_parts);
    const auto step = part_size(1, options.copy_part_size, size);
    unsigned number = 0;
    for (std::uint64_t first = 0; first < size; first += step) {
        const auto last = std::min(first + step, size) - 1;
        workers.wait_for_room();
        workers.submit(
            [&upload, &from, first, last, part = ++number] { upload.copy(part, from, first, last); });
    }
    workers.finish();
}

static void copy_in_parts(Client& client, const Options& options, const ObjectAddress& from,
                          const ObjectAddress& to, std::uint64_t size) {
    const auto head = client.send(head_object(from));
    MultipartUpload upload(client, to, std::string(head.header("content-type")));
    try {
        copy_parts(upload, options, from, size);
    } catch (...) {
        upload.abort();
        throw;
    }
    upload.complete(size);
}

void copy_inside(Client& client, const Options& options, const ObjectAddress& from, const ObjectAddress& to) {
    const auto source = stat_object(client, from);
    if (!source)
        throw Error(ErrorKind::not_found, fmt::format("S3: there is no object {} in bucket {} to copy",
                                                      in_quotes(from.key), in_quotes(from.container)));
    if (source->size <= options.copy_part_threshold)
        copy_at_once(client, from, to);
    else
        copy_in_parts(client, options, from, to, source->size);
    prove_size(client, to, source->size);
}

}  // namespace outfield::s3
