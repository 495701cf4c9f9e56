#include "stores/s3/sigv4.h"

#include <fmt/chrono.h>
#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "stores/s3/hmac.h"
#include "stores/s3/uri.h"

namespace outfield::s3 {

static constexpr std::string_view algorithm = "AWS4-HMAC-SHA256";

std::string SigningScope::credential() const {
    return fmt::format("{}/{}/{}/aws4_request", date(), region, service);
}

std::string signing_timestamp(Time time) {
    const auto seconds = std::chrono::floor<std::chrono::seconds>(time).time_since_epoch().count();
    return fmt::format("{:%Y%m%dT%H%M%SZ}", fmt::gmtime(static_cast<std::time_t>(seconds)));
}

Sha256 signing_key(const Secret& secret_access_key, const SigningScope& scope) {
    const Secret start("AWS4" + secret_access_key.reveal());
    const auto date = hmac_sha256(std::as_bytes(std::span(start.reveal())), scope.date());
    const auto region = hmac_sha256(date.bytes, scope.region);
    const auto service = hmac_sha256(region.bytes, scope.service);
    return hmac_sha256(service.bytes, "aws4_request");
}

// RFC 3986, section 5.2.4, and doubled slashes are one.
static std::string normalised_path(std::string_view path) {
    std::vector<std::string_view> kept;
    for (const auto segment : split(path, '/')) {
        if (segment == ".." && !kept.empty()) kept.pop_back();
        if (!segment.empty() && segment != "." && segment != "..") kept.push_back(segment);
    }
    std::string out;
    for (const auto segment : kept) out.append("/").append(segment);
    return out.empty() || path.ends_with('/') ? out + '/' : out;
}

static void append_canonical_path(std::string& out, const SignableRequest& request) {
    if (request.path_mode == PathMode::s3)
        out += request.path;
    else if (request.path_mode == PathMode::normalised)
        append_percent_encoded(out, normalised_path(request.path), Slash::keep);
    else
        append_percent_encoded(out, request.path, Slash::keep);
}

// Trimmed, and runs of white space (also across folded lines) become one space.
static void append_header_value(std::string& out, std::string_view value) {
    bool space = false;
    for (const char c : trim(value)) {
        const bool white = c == ' ' || c == '\t' || c == '\r' || c == '\n';
        if (!white) out += c;
        if (white && !space) out += ' ';
        space = white;
    }
}

static bool name_before(const Header* a, const Header* b) {
    const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; };
    return std::lexicographical_compare(a->name.begin(), a->name.end(), b->name.begin(), b->name.end(),
                                        [&](char x, char y) { return lower(x) < lower(y); });
}

static std::vector<const Header*> sorted(std::span<const Header> headers) {
    std::vector<const Header*> order(headers.size());
    std::transform(headers.begin(), headers.end(), order.begin(), [](const Header& h) { return &h; });
    std::stable_sort(order.begin(), order.end(), name_before);
    return order;
}

// Values of one name are joined by commas, in the order given. Returns the list of names.
static std::string append_headers(std::string& out, std::span<const Header> headers) {
    std::string names;
    const Header* previous = nullptr;
    for (const auto* header : sorted(headers)) {
        if (previous && !name_before(previous, header)) {
            out.back() = ',';
        } else {
            const auto name = to_lower(header->name);
            if (previous) names += ';';
            names += name;
            out.append(name).append(":");
        }
        append_header_value(out, header->value);
        out += '\n';
        previous = header;
    }
    return names;
}

CanonicalRequest canonical_request(const SignableRequest& request) {
    CanonicalRequest canonical;
    auto& text = canonical.text;
    text.reserve(512);
    text.append(request.method).append("\n");
    append_canonical_path(text, request);
    text.append("\n").append(query_string(query_parameters(request.query))).append("\n");
    canonical.signed_headers = append_headers(text, request.headers);
    text.append("\n").append(canonical.signed_headers).append("\n").append(request.payload_hash);
    return canonical;
}

std::string string_to_sign(const SigningScope& scope, std::string_view canonical_request) {
    return fmt::format("{}\n{}\n{}\n{}", algorithm, scope.timestamp, scope.credential(),
                       to_hex(sha256_of(canonical_request)));
}

std::string signature(const Sha256& signing_key, std::string_view string_to_sign) {
    return to_hex(hmac_sha256(signing_key.bytes, string_to_sign));
}

std::string authorization(const SignableRequest& request, const SigningScope& scope,
                          std::string_view access_key_id, const Sha256& signing_key) {
    const auto canonical = canonical_request(request);
    return fmt::format("{} Credential={}/{}, SignedHeaders={}, Signature={}", algorithm, access_key_id,
                       scope.credential(), canonical.signed_headers,
                       signature(signing_key, string_to_sign(scope, canonical.text)));
}

std::string presigning_parameters(const SignableRequest& request, const SigningScope& scope,
                                  std::string_view access_key_id, std::string_view session_token,
                                  std::chrono::seconds valid_for) {
    const auto credential = fmt::format("{}/{}", access_key_id, scope.credential());
    auto parameters = fmt::format(
        "X-Amz-Algorithm={}&X-Amz-Credential={}&X-Amz-Date={}&X-Amz-SignedHeaders={}&X-Amz-Expires={}",
        algorithm, percent_encoded(credential), scope.timestamp,
        percent_encoded(canonical_request(request).signed_headers), valid_for.count());
    if (!session_token.empty()) parameters += "&X-Amz-Security-Token=" + percent_encoded(session_token);
    return parameters;
}

}  // namespace outfield::s3
