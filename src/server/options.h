// What `outfield serve` is told: the table [server] of outfield.toml.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "access/access.h"
#include "http/exchange.h"
#include "server/forwarded.h"
#include "server/log.h"

namespace outfield::server {

struct Options {
    std::string address = "127.0.0.1";
    std::uint16_t port = 8069;          // 0: any free one
    std::string database = "outfield";  // the name under which OpenERP's clients know the catalog

    std::filesystem::path certificate, key;  // PEM; empty: plain HTTP

    std::size_t threads = 0;     // that run connections; 0: as many as cores, at most 4
    std::size_t lookups = 0;     // that look up small things; 0: as many as cores, on PostgreSQL four times
    std::size_t workers = 0;     // that run methods and changes; 0: four times the cores
    std::size_t transfers = 32;  // values on their way at once; others wait

    std::uint64_t largest_rpc = 4ULL << 30U;   // bytes of one XML-RPC or JSON-RPC request
    std::uint64_t largest_file = 5ULL << 40U;  // bytes of one file in a plain or resumable upload
    std::filesystem::path temporary;           // for long texts and unfinished uploads; empty: the system's
    // Below which containers of kind directory lie; empty: anywhere.
    std::vector<std::filesystem::path> directories;
    std::chrono::seconds grace{30};  // for requests under way when the server stops
    std::chrono::seconds upload_life = std::chrono::hours(24);  // unfinished resumable uploads are forgotten

    TrustedProxies trusted_proxies;  // whose word counts on who the client is
    bool metrics_for_all = false;    // else for administrators, and from this machine

    LogForm log = LogForm::json;
    LogLevel log_level = LogLevel::info;

    // How often the background jobs run; 0: never.
    std::chrono::seconds collect_every = std::chrono::minutes(10);
    std::chrono::seconds check_every = std::chrono::hours(24);
    std::chrono::seconds scrub_every = std::chrono::hours(24);
    std::uint64_t scrub_bytes = 10ULL << 30U;  // of one run; 0: whatever was not verified for 30 days
    std::uint64_t scrub_rate = 20ULL << 20U;   // a second; 0: as fast as the stores give them
    std::chrono::seconds audit_kept = std::chrono::hours(24 * 730);  // 0: for ever

    http::Limits limits;
    access::AccessOptions access;
};

// `temporary`, or the system's. What a server works with (Site) names it already.
std::filesystem::path temporary_directory(const Options& options);

// Throws ErrorKind::denied, not_found or out_of_space when no file can be written there.
void check_temporary_directory(const Options& options);

}  // namespace outfield::server
