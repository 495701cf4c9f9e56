// What the FTP store is told.
#pragma once

#include <outfield/settings.h>

#include <chrono>
#include <span>
#include <string>

#include "stores/ftp/address.h"
#include "stores/pace.h"

namespace outfield::ftp {

enum class Tls {
    off,        // everything in clear, the password too
    explicit_,  // AUTH TLS on the ordinary port (RFC 4217); the server must take it, there is no falling back
    implicit,   // TLS from the first byte, port 990
};

struct Options {
    Address address;  // with a port
    std::string username;
    Secret password;
    Tls tls = Tls::explicit_;
    bool tls_verify = true;
    std::string ca_file;  // empty: the system's
    unsigned connections = 8;
    std::chrono::seconds connect_timeout{30};
    std::chrono::seconds idle_timeout{60};
    std::chrono::seconds control_timeout{120};
    std::uint64_t least_rate = least_rate_default;  // bytes a second over idle_timeout; 0: none
};

std::span<const SettingSpec> setting_specs();

// Throws ErrorKind::invalid.
Options read_options(const Settings& settings);

}  // namespace outfield::ftp
