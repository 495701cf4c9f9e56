#include "stores/s3/errors.h"

#include <curl/curl.h>
#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"

namespace outfield::s3 {

namespace {

struct Meaning {
    std::string_view code;
    ErrorKind kind;
    Retry retry = Retry::no;
    std::string_view remedy = {};
};

constexpr Meaning by_code[] = {
    {"NoSuchKey", ErrorKind::not_found, Retry::no, "there is no such object"},
    {"NoSuchVersion", ErrorKind::not_found, Retry::no, "there is no such version of the object"},
    {"NoSuchBucket", ErrorKind::not_found, Retry::no,
     "there is no such bucket: create it or correct the name"},
    {"NoSuchUpload", ErrorKind::not_found, Retry::no, "the multipart upload was ended by somebody else"},
    {"AccessDenied", ErrorKind::denied, Retry::no, "the account's policy does not allow this"},
    {"InvalidAccessKeyId", ErrorKind::denied, Retry::no, "the server does not know this access key id"},
    {"SignatureDoesNotMatch", ErrorKind::denied, Retry::no,
     "the secret access key is not that of the access key id"},
    {"ExpiredToken", ErrorKind::denied, Retry::no, "the temporary credentials have ended: renew them"},
    {"TokenRefreshRequired", ErrorKind::denied, Retry::no, "the temporary credentials must be renewed"},
    {"InvalidToken", ErrorKind::denied, Retry::no, "the session token does not belong to these credentials"},
    {"RequestTimeTooSkewed", ErrorKind::unavailable, Retry::yes,
     "the clocks differ: set this machine's clock"},
    {"BucketAlreadyExists", ErrorKind::already_exists, Retry::no,
     "the bucket belongs to somebody else: choose another name"},
    {"BucketAlreadyOwnedByYou", ErrorKind::already_exists},
    {"TooManyBuckets", ErrorKind::out_of_space, Retry::no, "the account may have no more buckets"},
    {"InvalidBucketName", ErrorKind::invalid, Retry::no, "the server forbids this bucket name"},
    {"InvalidLocationConstraint", ErrorKind::invalid, Retry::no,
     "the server does not know the region: correct the setting 'region'"},
    {"IllegalLocationConstraintException", ErrorKind::invalid, Retry::no,
     "the region of the endpoint is another: correct the setting 'region'"},
    {"AuthorizationHeaderMalformed", ErrorKind::invalid, Retry::no, "correct the setting 'region'"},
    {"PermanentRedirect", ErrorKind::invalid, Retry::no,
     "the bucket lives elsewhere: correct the settings 'region' and 'url'"},
    {"KeyTooLongError", ErrorKind::invalid},
    {"InvalidObjectName", ErrorKind::invalid},
    {"EntityTooLarge", ErrorKind::invalid, Retry::no,
     "the object is larger than the server takes: switch multipart on"},
    {"InvalidObjectState", ErrorKind::unavailable, Retry::no,
     "the object is archived and must be restored first"},
    {"QuotaExceeded", ErrorKind::out_of_space, Retry::no, "the quota is used up"},
    {"XMinioStorageFull", ErrorKind::out_of_space, Retry::no, "the server's disks are full"},
    {"XAmzContentSHA256Mismatch", ErrorKind::corrupt, Retry::yes, "the bytes were changed on their way"},
    {"BadDigest", ErrorKind::corrupt, Retry::yes, "the bytes were changed on their way"},
    {"IncompleteBody", ErrorKind::unavailable, Retry::yes, "the bytes did not arrive whole"},
    {"RequestTimeout", ErrorKind::unavailable, Retry::yes, "the bytes came too slowly"},
    {"SlowDown", ErrorKind::unavailable, Retry::yes, "the server asks for fewer requests"},
    {"ServiceUnavailable", ErrorKind::unavailable, Retry::yes, "the server is overloaded"},
    {"TooManyRequests", ErrorKind::unavailable, Retry::yes, "the server asks for fewer requests"},
    {"OperationAborted", ErrorKind::unavailable, Retry::yes, "another operation on the bucket is under way"},
    {"NotImplemented", ErrorKind::unsupported, Retry::no, "the server cannot do this"},
    {"MethodNotAllowed", ErrorKind::unsupported, Retry::no, "the server does not allow this here"},
    {"PreconditionFailed", ErrorKind::conflict},
};

Meaning by_status(int status) {
    switch (status) {
        case 401:
        case 403:
            return {"", ErrorKind::denied, Retry::no, "the account's policy does not allow this"};
        case 404:
            return {"", ErrorKind::invalid, Retry::no,
                    "not an answer of S3: is the url that of an S3 server, and nothing in between?"};
        case 405:
        case 501:
            return {"", ErrorKind::unsupported};
        case 408:
            return {"", ErrorKind::unavailable, Retry::yes, "the request came too slowly"};
        case 409:
        case 412:
            return {"", ErrorKind::conflict};
        case 413:
            return {"", ErrorKind::invalid, Retry::no, "larger than the server takes in one request"};
        case 429:
            return {"", ErrorKind::unavailable, Retry::yes, "the server asks for fewer requests"};
        case 507:
            return {"", ErrorKind::out_of_space, Retry::no, "the server is full"};
        default:
            break;
    }
    if (status >= 500) return {"", ErrorKind::unavailable, Retry::yes, "the server is overloaded or broken"};
    return {"", ErrorKind::invalid};
}

Meaning meaning_of(const Refusal& refusal) {
    const auto* found = std::find_if(std::begin(by_code), std::end(by_code),
                                     [&](const Meaning& meaning) { return meaning.code == refusal.code; });
    auto meaning = found != std::end(by_code) ? *found : by_status(refusal.status);
    if (refusal.code == "InternalError")
        meaning = {"", ErrorKind::unavailable, Retry::yes, "the server failed"};
    return meaning;
}

bool may_have_happened(const Refusal& refusal) {
    return refusal.code == "InternalError" || refusal.status == 500 || refusal.status == 502 ||
           refusal.status == 504;
}

}  // namespace

std::string description(const Request& request) {
    std::string text = fmt::format("S3: {}", request.action);
    if (!request.key.empty()) text += fmt::format(" {}", in_quotes(request.key));
    if (!request.bucket.empty())
        text += fmt::format("{} {}",
                            request.key.empty() && request.action.ends_with("bucket") ? "" : " in bucket",
                            in_quotes(request.bucket));
    return text;
}

Error error_of(const Refusal& refusal, const Request& request) {
    const auto meaning = meaning_of(refusal);
    auto words = fmt::format("{}: HTTP {}", description(request), refusal.status);
    if (!refusal.code.empty()) words += fmt::format(" {}", in_quotes(refusal.code, 80));
    if (!refusal.message.empty()) words += fmt::format(" {}", in_quotes(refusal.message));
    if (!meaning.remedy.empty()) words += fmt::format(": {}", meaning.remedy);
    if (!refusal.region.empty() && meaning.kind == ErrorKind::invalid)
        words += fmt::format(" (the server names the region {})", in_quotes(refusal.region));
    if (!refusal.request_id.empty()) words += fmt::format(" [request {}]", in_quotes(refusal.request_id, 80));
    if (meaning.retry == Retry::yes && request.effect == Effect::visible && may_have_happened(refusal))
        return {ErrorKind::outcome_unknown, words + "; it may have happened, and repeating it is harmless",
                Retry::yes};
    return {meaning.kind, words, meaning.retry};
}

static std::optional<std::string_view> configuration_remedy(int code) {
    switch (code) {
        case CURLE_PEER_FAILED_VERIFICATION:
            return "the server's certificate is not trusted: give its authority as 'ca_file', or correct the "
                   "url";
        case CURLE_SSL_CACERT_BADFILE:
            return "'ca_file' cannot be read or is no PEM file";
        case CURLE_URL_MALFORMAT:
        case CURLE_UNSUPPORTED_PROTOCOL:
            return "correct the setting 'url'";
        default:
            return std::nullopt;
    }
}

Error error_of(const TransportFailure& failure, const Request& request) {
    const auto words = fmt::format("{}: {}", description(request), failure.detail);
    if (const auto remedy = configuration_remedy(failure.code))
        return {ErrorKind::invalid, fmt::format("{}: {}", words, *remedy)};
    if (failure.request_sent && request.effect == Effect::visible)
        return {ErrorKind::outcome_unknown,
                words + "; the answer was lost: it may have happened, and repeating it is harmless",
                Retry::yes};
    return {ErrorKind::unavailable, words, Retry::yes};
}

}  // namespace outfield::s3
