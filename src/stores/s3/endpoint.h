// Where an S3 account is reached, and how a bucket and key become a host and a path.
// https://docs.aws.amazon.com/AmazonS3/latest/userguide/VirtualHosting.html
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace outfield::s3 {

enum class Addressing { automatic, path, virtual_host };

struct Endpoint {
    std::string scheme = "https";
    std::string host;        // empty: AWS's host of the region that is asked for
    std::uint16_t port = 0;  // 0: the scheme's own
    std::string base_path;   // "/s3" where the server lives below a path; no slash at its end
    std::string region;      // the region that AWS's host name spells; empty elsewhere

    bool aws() const noexcept { return host.empty(); }
    bool tls() const noexcept { return scheme == "https"; }
    std::uint16_t effective_port() const noexcept { return port ? port : tls() ? 443 : 80; }
};

// "https://minio.example.com:9000", "s3.example.com" (https is assumed), "" (AWS). An address of AWS's own
// regional endpoints counts as AWS. Throws ErrorKind::invalid: other schemes, user names or passwords, a
// query.
Endpoint parse_endpoint(std::string_view url);

struct Target {
    std::string authority;  // as in the Host header: without the scheme's own port
    std::string path;       // percent-encoded, starts with '/'
};

// An empty bucket means the account, an empty key the bucket. Automatic: virtual host at AWS where TLS and
// the name allow it, path everywhere else.
Target target_of(const Endpoint& endpoint, Addressing addressing, std::string_view region,
                 std::string_view bucket, std::string_view key);

// The region in AWS's own host names ("s3.eu-west-1.amazonaws.com", "bucket.s3-eu-west-1.amazonaws.com").
std::optional<std::string> region_in_aws_host(std::string_view host);

}  // namespace outfield::s3
