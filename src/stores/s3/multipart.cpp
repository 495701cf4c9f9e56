#include "stores/s3/multipart.h"

#include <fmt/format.h>

#include <algorithm>

#include "stores/s3/errors.h"
#include "stores/s3/stat.h"

namespace outfield::s3 {

MultipartUpload::MultipartUpload(Client& client, const ObjectAddress& address, const std::string& media_type)
    : client_(client), address_(address) {
    id_ = upload_id_in(client_.send(create_multipart_upload(address, media_type)).body);
}

void MultipartUpload::done(unsigned number, std::string etag) {
    if (etag.empty())
        throw Error(ErrorKind::invalid,
                    "the S3 server took a part without an ETag: it does not know multipart uploads; "
                    "set 'multipart' to off");
    const std::lock_guard lock(mutex_);
    parts_.push_back({number, std::move(etag)});
}

void MultipartUpload::upload(unsigned number, HeldBytes& bytes) {
    const auto request =
        upload_part(address_, id_, number, bytes.body(),
                    client_.signs_parts() ? to_hex(bytes.hash()) : std::string(unsigned_payload));
    const auto answer =
        client_.retries().attempt([&] { return client_.send(request); }, [&] { return bytes.rewind(); });
    done(number, std::string(answer.header("etag")));
}

void MultipartUpload::copy(unsigned number, const ObjectAddress& from, std::uint64_t first,
                           std::uint64_t last) {
    const auto request = upload_part_copy(from, address_, id_, number, first, last);
    const auto answer = client_.retries().attempt([&] {
        auto copied = client_.send(request);
        if (const auto refusal = refusal_in_success(copied)) throw error_of(*refusal, request);
        return copied;
    });
    done(number, copied_etag_in(answer.body));
}

static void check_completed(const HttpAnswer& answer, const Request& request) {
    const auto refusal = answer.success() ? refusal_in_success(answer) : refusal_in(answer);
    if (refusal &&
        refusal->code == "NoSuchUpload")  // libcurl may have sent it twice, and the first time it worked
        throw Error(ErrorKind::outcome_unknown, error_of(*refusal, request).what(), Retry::yes);
    if (refusal) throw error_of(*refusal, request);
    if (answer.body.find("CompleteMultipartUploadResult") == answer.body.npos)
        throw Error(ErrorKind::outcome_unknown,
                    fmt::format("{}: HTTP {} without a result", description(request), answer.status),
                    Retry::yes);
}

void MultipartUpload::complete(std::uint64_t size) {
    std::sort(parts_.begin(), parts_.end(), [](const auto& a, const auto& b) { return a.number < b.number; });
    const auto request = complete_multipart_upload(address_, id_, parts_);
    try {
        client_.retries().attempt([&] { complete_once(request, size); });
    } catch (const Error& error) {
        settle(error, size);
    }
}

// The object may stand although the answer was lost: to complete the upload again would fail then.
void MultipartUpload::complete_once(const Request& request, std::uint64_t size) {
    try {
        check_completed(client_.ask(request), request);
    } catch (const Error& error) {
        if (error.kind() != ErrorKind::outcome_unknown || !stands(size)) throw;
    }
}

// An upload that is aborted can no longer become an object; one that is gone may just have become it.
void MultipartUpload::settle(const Error& failure, std::uint64_t size) {
    const auto ended = abort();
    if (failure.kind() != ErrorKind::outcome_unknown) throw;
    if (ended == Ended::aborted)
        throw Error(ErrorKind::unavailable,
                    fmt::format("{}; the upload was aborted, nothing was stored", failure.what()),
                    Retry::yes);
    if (ended == Ended::gone && stands(size)) return;
    throw;
}

bool MultipartUpload::stands(std::uint64_t size) {
    try {
        const auto found = stat_object(client_, address_);
        return found && found->size == size;
    } catch (const Error&) {
        return false;  // not known, so the upload is aborted, which tells
    }
}

MultipartUpload::Ended MultipartUpload::abort() noexcept {
    try {
        const auto answer = client_.ask(abort_multipart_upload(address_, id_));
        if (answer.success()) return Ended::aborted;
        return refusal_in(answer).code == "NoSuchUpload" ? Ended::gone : Ended::unknown;
    } catch (const std::exception&) {  // the failure that led here is the one to report
        return Ended::unknown;
    }
}

}  // namespace outfield::s3
