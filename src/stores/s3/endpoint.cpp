#include "stores/s3/endpoint.h"

#include <fmt/format.h>
#include <outfield/error.h>

#include "base/text.h"
#include "stores/s3/bucket_name.h"
#include "stores/s3/uri.h"

namespace outfield::s3 {

static Error wrong_url(std::string_view url, std::string_view why) {
    return Error(ErrorKind::invalid, fmt::format("{} {}; give it as https://host:port", in_quotes(url), why));
}

// "https:/host", but not "s3.example.com:/"
static bool is_scheme_cut_short(std::string_view url) {
    const auto colon = url.find(':');
    return colon != url.npos && url.substr(colon + 1).starts_with('/') &&
           url.substr(0, colon).find('.') == url.npos;
}

static std::string_view take_scheme(Endpoint& endpoint, std::string_view url) {
    static constexpr auto wrong_scheme = "is neither https:// nor http://";
    const auto at = url.find("://");
    if (at == std::string_view::npos) {
        if (is_scheme_cut_short(url)) throw wrong_url(url, wrong_scheme);
        return url;
    }
    endpoint.scheme = to_lower(url.substr(0, at));
    if (endpoint.scheme != "https" && endpoint.scheme != "http") throw wrong_url(url, wrong_scheme);
    return url.substr(at + 3);
}

static void take_authority(Endpoint& endpoint, std::string_view url, std::string_view authority) {
    const auto bracket = authority.rfind(']');
    const auto colon = authority.find(':', bracket == std::string_view::npos ? 0 : bracket);
    endpoint.host = to_lower(authority.substr(0, colon));
    if (colon == std::string_view::npos) return;
    const auto port = parse_unsigned(authority.substr(colon + 1));
    if (!port || *port == 0 || *port > 65535)
        throw wrong_url(url, "has a port that is not between 1 and 65535");
    endpoint.port = static_cast<std::uint16_t>(*port);
    if (*port == (endpoint.tls() ? 443 : 80)) endpoint.port = 0;
}

static bool host_characters(std::string_view host) {
    return !host.empty() && host.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-._[]:") == host.npos;
}

Endpoint parse_endpoint(std::string_view url) {
    Endpoint endpoint;
    url = trim(url);
    if (url.empty()) return endpoint;
    if (url.find('@') != url.npos)  // not repeated in the message: it may hold a password
        throw Error(ErrorKind::invalid,
                    "it holds a user name or password before '@'; put them into access_key_id and "
                    "secret_access_key and take them out of the address");
    if (url.find_first_of("?#") != url.npos) throw wrong_url(url, "has a '?' or '#' part");
    const auto rest = take_scheme(endpoint, url);
    const auto slash = std::min(rest.find('/'), rest.size());
    take_authority(endpoint, url, rest.substr(0, slash));
    if (!host_characters(endpoint.host)) throw wrong_url(url, "has no proper host name");
    endpoint.base_path = rest.substr(slash);
    while (endpoint.base_path.ends_with('/')) endpoint.base_path.pop_back();
    if (const auto region = region_in_aws_host(endpoint.host); region && endpoint.port == 0) {
        endpoint.region = *region;
        endpoint.host.clear();
    }
    return endpoint;
}

std::optional<std::string> region_in_aws_host(std::string_view host) {
    for (const std::string_view tail : {".amazonaws.com", ".amazonaws.com.cn"}) {
        if (!host.ends_with(tail)) continue;
        const auto front = host.substr(0, host.size() - tail.size());
        if (front == "s3" || front.ends_with(".s3")) return "us-east-1";
        const auto dot = front.rfind('.');
        const auto last = front.substr(dot + 1);
        if (last.starts_with("s3-")) return std::string(last.substr(3));
        if (dot != front.npos && (front.substr(0, dot) == "s3" || front.substr(0, dot).ends_with(".s3")))
            return std::string(last);
    }
    return std::nullopt;
}

static std::string host_of(const Endpoint& endpoint, std::string_view region) {
    if (!endpoint.aws()) return endpoint.host;
    return fmt::format("s3.{}.amazonaws.com{}", region, region.starts_with("cn-") ? ".cn" : "");
}

static bool by_virtual_host(const Endpoint& endpoint, Addressing addressing, std::string_view bucket) {
    if (bucket.empty() || addressing == Addressing::path) return false;
    // A name that is no host name must not become part of one: the request would go to another server.
    if (bucket_name_fault(bucket)) return false;
    if (addressing == Addressing::virtual_host) return true;
    const bool certificate_covers = !endpoint.tls() || bucket.find('.') == bucket.npos;
    return endpoint.aws() && certificate_covers;
}

Target target_of(const Endpoint& endpoint, Addressing addressing, std::string_view region,
                 std::string_view bucket, std::string_view key) {
    Target target{host_of(endpoint, region), endpoint.base_path};
    if (by_virtual_host(endpoint, addressing, bucket)) {
        target.authority.insert(0, std::string(bucket) + ".");
    } else if (!bucket.empty()) {
        target.path += '/';
        append_percent_encoded(target.path, bucket, Slash::encode);
    }
    if (endpoint.port) target.authority += ":" + std::to_string(endpoint.port);
    if (!key.empty()) {
        target.path += '/';
        append_percent_encoded(target.path, key, Slash::keep);
    }
    if (target.path.empty()) target.path = "/";
    return target;
}

}  // namespace outfield::s3
