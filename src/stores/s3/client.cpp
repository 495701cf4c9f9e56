#include "stores/s3/client.h"

#include <fmt/format.h>
#include <outfield/error.h>

#include <algorithm>

#include "stores/s3/errors.h"
#include "stores/s3/timestamps.h"

namespace outfield::s3 {

static const std::string empty_payload_hash = to_hex(sha256_of(""));

// S3 takes a request within 15 minutes of its own clock; an answer to HEAD has no body to say that it did
// not.
static constexpr std::chrono::minutes tolerated_skew{10};

// Inside the server, of at most 5 GiB; meanwhile it is silent, or sends blanks, which are no sign of an end.
static constexpr std::chrono::seconds longest_copy = std::chrono::hours(1);

static HttpOptions http_options(const Options& options) {
    return {options.connect_timeout,
            {options.idle_timeout, options.least_rate},
            options.tls_verify,
            options.ca_file};
}

static RetryPolicy retry_policy(const Options& options) {
    RetryPolicy policy;
    policy.attempts = options.attempts;
    return policy;
}

Client::Client(const Options& options)
    : options_(options),
      credentials_(options.credentials),
      regions_(options.region),
      clock_offset_(options.clock_offset.count()),
      retries_(retry_policy(options)),
      part_memory_(options.part_memory),
      pool_(http_options(options), options.connections) {}

std::vector<Header> Client::signed_headers(const Request& request, const std::string& region,
                                           const Target& target, std::string_view query) {
    const auto credentials = credentials_.current();
    const SigningScope scope{signing_timestamp(server_now()), region};
    const auto& payload_hash = request.payload_hash.empty() ? empty_payload_hash : request.payload_hash;
    std::vector<Header> headers;
    headers.reserve(request.headers.size() + 5);
    headers = request.headers;
    headers.push_back({"host", target.authority});
    headers.push_back({"x-amz-content-sha256", payload_hash});
    headers.push_back({"x-amz-date", scope.timestamp});
    if (!credentials->session_token.empty())
        headers.push_back({"x-amz-security-token", credentials->session_token.reveal()});
    const SignableRequest signable{request.method, target.path, query, headers, payload_hash};
    auto value =
        authorization(signable, scope, credentials->access_key_id, keys_.key_for(credentials, scope));
    headers.push_back({"authorization", std::move(value)});
    return headers;
}

HttpAnswer Client::exchange(const Request& request, const std::string& region, BodyReceiver* receiver) {
    const auto target =
        target_of(options_.endpoint, options_.addressing, region, request.bucket, request.key);
    const auto query = query_string(request.query);
    auto connection = pool_.lend();  // first, because the signature is of the moment
    const auto headers = signed_headers(request, region, target, query);
    HttpRequest http{request.method,          {}, headers, request.memory_body(), request.body.stream,
                     request.body.stream_size};
    http.url = fmt::format("{}://{}{}{}{}", options_.endpoint.scheme, target.authority, target.path,
                           query.empty() ? "" : "?", query);
    http.moves_bytes = receiver || !request.body.empty();
    if (!http.moves_bytes)
        http.total = request.server_moves_bytes ? std::max(longest_copy, options_.control_timeout)
                                                : options_.control_timeout;
    http.is_quiet = request.server_moves_bytes;
    try {
        return connection->exchange(http, receiver);
    } catch (const TransportFailure& failure) {
        throw error_of(failure, request);
    }
}

bool Client::learn(const HttpAnswer& answer, const Request& request, const std::string& region,
                   Learnt& learnt) {
    const auto refusal = refusal_in(answer);
    const auto date = parse_http_date(answer.header("date"));
    if (date && answer.status == 403 && !learnt.clock) {
        const auto offset = std::chrono::duration_cast<std::chrono::seconds>(*date - now());
        const auto wrong = std::chrono::abs(offset - clock_offset());
        if (refusal.code == "RequestTimeTooSkewed" || (refusal.code.empty() && wrong > tolerated_skew)) {
            clock_offset_ = offset.count();
            return learnt.clock = true;
        }
    }
    const bool misdirected = refusal.code.empty() || refusal.code == "AuthorizationHeaderMalformed" ||
                             refusal.code == "PermanentRedirect" || refusal.code == "TemporaryRedirect" ||
                             refusal.code == "Redirect";
    const bool elsewhere =
        answer.status == 301 || answer.status == 302 || answer.status == 307 || answer.status == 400;
    if (learnt.region || !misdirected || !elsewhere || refusal.region.empty() || refusal.region == region)
        return false;
    regions_.learn(request.bucket, refusal.region);
    return learnt.region = true;
}

HttpAnswer Client::ask(const Request& request, BodyReceiver* receiver) {
    Learnt learnt;
    for (;;) {
        const auto region = regions_.region_of(request.bucket);
        auto answer = exchange(request, region, receiver);
        if (answer.success() || !learn(answer, request, region, learnt)) return answer;
        if (request.body.stream && !request.body.stream->rewind())
            throw Error(ErrorKind::unavailable,
                        fmt::format("{}; what it says is learnt, so try again",
                                    error_of(refusal_in(answer), request).what()),
                        Retry::yes);
    }
}

HttpAnswer Client::send(const Request& request, BodyReceiver* receiver) {
    auto answer = ask(request, receiver);
    if (!answer.success()) throw error_of(refusal_in(answer), request);
    return answer;
}

bool Client::signs_parts() const {
    return options_.endpoint.scheme != "https" || !options_.tls_verify;
}

std::string Client::presigned_url(const Request& request, std::chrono::seconds valid_for) {
    const auto credentials = credentials_.current();
    const SigningScope scope{signing_timestamp(server_now()), region_of(request.bucket)};
    const auto& endpoint = options_.public_endpoint ? *options_.public_endpoint : options_.endpoint;
    const auto target = target_of(endpoint, options_.addressing, scope.region, request.bucket, request.key);
    const std::vector<Header> headers{{"host", target.authority}};
    SignableRequest signable{request.method, target.path, "", headers, unsigned_payload};
    auto query = presigning_parameters(signable, scope, credentials->access_key_id,
                                       credentials->session_token.reveal(), valid_for);
    if (!request.query.empty()) query = query_string(request.query) + '&' + query;
    signable.query = query;
    const auto proof =
        signature(keys_.key_for(credentials, scope), string_to_sign(scope, canonical_request(signable).text));
    return fmt::format("{}://{}{}?{}&X-Amz-Signature={}", endpoint.scheme, target.authority, target.path,
                       query, proof);
}

}  // namespace outfield::s3
