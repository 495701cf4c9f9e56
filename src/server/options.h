// What `outfield serve` is told: the table [server] of outfield.toml.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>

#include "access/access.h"
#include "http/exchange.h"

namespace outfield::server {

struct Options {
    std::string address = "127.0.0.1";
    std::uint16_t port = 8069;          // 0: any free one
    std::string database = "outfield";  // the name under which OpenERP's clients know the catalog

    std::filesystem::path certificate, key;  // PEM; empty: plain HTTP

    std::size_t threads = 0;     // that run connections; 0: as many as cores, at most 4
    std::size_t workers = 0;     // that ask the catalog; 0: four times the cores
    std::size_t transfers = 32;  // values on their way at once; others wait

    std::uint64_t largest_rpc = 4ULL << 30U;   // bytes of one XML-RPC or JSON-RPC request
    std::uint64_t largest_file = 5ULL << 40U;  // bytes of one file in a plain or resumable upload
    std::filesystem::path temporary;           // for long texts and unfinished uploads; empty: the system's
    std::chrono::seconds grace{30};            // for requests under way when the server stops
    std::chrono::seconds upload_life = std::chrono::hours(24);  // unfinished resumable uploads are forgotten

    http::Limits limits;
    access::AccessOptions access;
};

}  // namespace outfield::server
