// What a storage configuration of kind s3 says.
#pragma once

#include <outfield/settings.h>

#include <chrono>
#include <cstdint>
#include <optional>
#include <span>
#include <string>

#include "stores/pace.h"
#include "stores/s3/credentials.h"
#include "stores/s3/endpoint.h"

namespace outfield::s3 {

std::span<const SettingSpec> setting_specs();

struct Options {
    Endpoint endpoint;
    std::optional<Endpoint> public_endpoint;  // what presigned addresses name, where it is another
    Addressing addressing = Addressing::automatic;
    std::string region;       // empty: learnt, us-east-1 at first
    Credentials credentials;  // may be empty: environment or file

    bool tls_verify = true;
    std::string ca_file;  // PEM; empty: the system's
    std::chrono::seconds connect_timeout{10};
    std::chrono::seconds idle_timeout{60};
    std::chrono::seconds control_timeout{120};
    std::uint64_t least_rate = least_rate_default;  // bytes a second over idle_timeout; 0: none
    unsigned attempts = 5;                          // of a part, and of what cannot be read again
    unsigned connections = 32;

    bool multipart = true;
    std::uint64_t multipart_threshold = 16ULL << 20U;  // bytes; up to here an object is one PUT from memory
    std::uint64_t part_size = 8ULL << 20U;
    unsigned parallel_parts = 4;

    // Not in the form: S3's own limit on a copy in one request, smaller in tests.
    std::uint64_t copy_part_threshold = 5ULL << 30U;
    std::uint64_t copy_part_size = 512ULL << 20U;
    // Not in the form: of all transfers together; one alone never needs more.
    std::uint64_t part_memory = 48ULL << 20U;  // bytes
    // Not in the form: how far the server's clock is taken to be ahead of ours until it says so; wrong in
    // tests.
    std::chrono::seconds clock_offset{0};
};

// Throws ErrorKind::invalid and names the setting. Makes no connection and reads no credentials file.
Options parse_options(const Settings& settings);

}  // namespace outfield::s3
