#include "stores/s3/settings.h"

#include <fmt/format.h>
#include <outfield/error.h>

#include <filesystem>

#include "base/text.h"

namespace outfield::s3 {

std::span<const SettingSpec> setting_specs() {
    static constexpr SettingSpec specs[] = {
        {"url", "URL",
         "Address of the S3 server, such as https://minio.example.com:9000; empty means Amazon S3."},
        {"public_url", "Public URL",
         "Address under which browsers reach the S3 server, for presigned downloads; empty means that of "
         "url."},
        {"email", "Email", "Whom the account belongs to; a note for people."},
        {"access_key_id", "AWS_ACCESS_KEY_ID",
         "Access key id; empty means the environment or ~/.aws/credentials, as AWS's own tools do."},
        {"secret_access_key", "AWS_SECRET_ACCESS_KEY", "Secret access key.", false, true},
        {"session_token", "AWS_SESSION_TOKEN", "Session token of temporary credentials.", false, true},
        {"region", "Region",
         "Region to sign for, such as eu-west-1; empty means us-east-1, or what the server names."},
        {"addressing", "Addressing",
         "path (https://host/bucket), virtual (https://bucket.host) or auto, which picks what the server "
         "understands.",
         false, false, "auto", "auto,path,virtual"},
        {"tls_verify", "Verify the certificate", "off accepts any certificate: for trials alone.", false,
         false, "on", "on,off"},
        {"ca_file", "CA file",
         "PEM file of the authority that signed the server's certificate; empty means the system's."},
        {"connections", "Connections", "How many requests run at a time, 2 to 512.", false, false, "32"},
        {"multipart", "Multipart uploads", "off sends every object in one request.", false, false, "on",
         "on,off"},
        {"multipart_threshold", "Multipart from", "Larger objects are sent in parts, 64KiB to 1GiB.", false,
         false, "16MiB"},
        {"part_size", "Part size", "Size of a part, 5MiB to 1GiB; it grows for very large objects.", false,
         false, "8MiB"},
        {"parallel_parts", "Parts at a time", "Parts of one object that are sent at a time, 1 to 32.", false,
         false, "4"},
        {"connect_timeout", "Connect timeout", "Seconds to wait for a connection, TLS included.", false,
         false, "10"},
        {"idle_timeout", "Idle timeout", "Seconds without a byte after which a request is given up.", false,
         false, "60"},
        {"least_rate", "Least rate",
         "Bytes a second that a transfer must move on the average of each idle timeout, or it is given up; "
         "0 means none.",
         false, false, "1KiB"},
        {"control_timeout", "Control timeout",
         "Seconds in all for a request that carries no object's bytes, such as a look, a list or a removal.",
         false, false, "120"},
        {"attempts", "Attempts",
         "How often a call that fails for a passing reason is made, 1 to 20, the first time included.", false,
         false, "5"},
        {"breaker", "Breaker",
         "After so many failures in a row, over at least one pause, calls fail at once; 0 means never.",
         false, false, "5"},
        {"breaker_pause", "Breaker pause", "Seconds between two tries of a server that does not answer.",
         false, false, "5"},
        {"verify", "Read back",
         "on asks for the size of every object after it was stored, because a server may answer success and "
         "lose it; "
         "off trusts the answer. Default: on.",
         false, false, "on", "on,off"},
    };
    return specs;
}

static Endpoint endpoint_in(const Settings& settings, std::string_view name) {
    try {
        return parse_endpoint(settings.text(name));
    } catch (const Error& error) {
        throw Error(ErrorKind::invalid, fmt::format("setting '{}': {}", name, error.what()));
    }
}

static std::optional<Endpoint> parse_public_endpoint(const Settings& settings) {
    if (settings.text("public_url").empty()) return std::nullopt;
    return endpoint_in(settings, "public_url");
}

static Addressing parse_addressing(const Settings& settings) {
    const auto text = to_lower(settings.text_or("addressing", "auto"));
    if (text == "auto") return Addressing::automatic;
    if (text == "path") return Addressing::path;
    if (text == "virtual") return Addressing::virtual_host;
    throw Error(ErrorKind::invalid,
                fmt::format("setting 'addressing': {} is none of auto, path and virtual", in_quotes(text)));
}

static std::string parse_region(const Settings& settings, const Endpoint& endpoint) {
    const auto region = settings.text_or("region", endpoint.region);
    if (region.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_") !=
        region.npos)
        throw Error(
            ErrorKind::invalid,
            fmt::format("setting 'region': {} is no region; one looks like eu-west-1", in_quotes(region)));
    return region;
}

static std::string parse_ca_file(const Settings& settings) {
    auto file = settings.text("ca_file");
    std::error_code error;
    if (!file.empty() && !std::filesystem::is_regular_file(file, error))
        throw Error(ErrorKind::invalid,
                    fmt::format("setting 'ca_file': there is no file {}", in_quotes(file)));
    return file;
}

static Credentials parse_credentials(const Settings& settings) {
    Credentials credentials{settings.text("access_key_id"),
                            settings.secret("secret_access_key"),
                            settings.secret("session_token"),
                            {}};
    if (credentials.access_key_id.find_first_of(" \t\r\n/,") != std::string::npos)
        throw Error(ErrorKind::invalid, "setting 'access_key_id': has a space, comma or slash in it");
    return credentials;
}

Options parse_options(const Settings& settings) {
    static constexpr std::uint64_t kib = 1024, mib = 1024 * kib, gib = 1024 * mib;
    Options options;
    options.endpoint = endpoint_in(settings, "url");
    options.public_endpoint = parse_public_endpoint(settings);
    options.addressing = parse_addressing(settings);
    options.region = parse_region(settings, options.endpoint);
    options.credentials = parse_credentials(settings);
    options.tls_verify = settings.flag("tls_verify", true);
    options.ca_file = parse_ca_file(settings);
    options.connect_timeout = std::chrono::seconds(settings.number("connect_timeout", 10, 1, 3600));
    options.idle_timeout = std::chrono::seconds(settings.number("idle_timeout", 60, 1, 3600));
    options.control_timeout = std::chrono::seconds(settings.number("control_timeout", 120, 1, 3600));
    options.least_rate = settings.bytes("least_rate", least_rate_default, 0, gib);
    options.attempts = static_cast<unsigned>(settings.number("attempts", options.attempts, 1, 20));
    options.connections = static_cast<unsigned>(settings.number("connections", 32, 2, 512));
    options.multipart = settings.flag("multipart", true);
    options.multipart_threshold = settings.bytes("multipart_threshold", 16 * mib, 64 * kib, gib);
    options.part_size = settings.bytes("part_size", 8 * mib, 5 * mib, gib);
    options.parallel_parts = static_cast<unsigned>(settings.number("parallel_parts", 4, 1, 32));
    options.part_memory = std::max(options.part_memory, options.part_size * (options.parallel_parts + 1));
    return options;
}

}  // namespace outfield::s3
