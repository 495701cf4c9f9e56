#include "cli/server_table.h"

#include <fmt/format.h>
#include <outfield/error.h>
#include <toml++/toml.h>

#include <algorithm>
#include <boost/asio/ip/address.hpp>
#include <vector>

#include "base/text.h"
#include "cli/byte_count.h"
#include "cli/duration.h"
#include "cli/server_configuration.h"

namespace outfield::cli {
namespace {

using server::LogForm;
using server::LogLevel;
using server::Options;
using Set = std::function<void(Options&, const std::string&)>;

template <typename Owner>
using Part = Owner& (*)(Options&);

Options& self(Options& options) {
    return options;
}
http::Limits& limits(Options& options) {
    return options.limits;
}
access::AccessOptions& access_options(Options& options) {
    return options.access;
}

template <typename Owner>
Set duration(Part<Owner> owner, std::chrono::seconds Owner::*member) {
    return [=](Options& options, const std::string& value) {
        const auto length = parse_duration(value, "it");
        if (length < std::chrono::seconds(1)) throw Error(ErrorKind::invalid, "it is at least 1s");
        owner(options).*member = length;
    };
}

// 0: never, or for ever.
Set duration_or_none(std::chrono::seconds Options::*member) {
    return [=](Options& options, const std::string& value) { options.*member = parse_duration(value, "it"); };
}

template <typename Value>
Set one_of(Value Options::*member, std::vector<std::pair<std::string_view, Value>> choices) {
    return [=](Options& options, const std::string& given) {
        std::vector<std::string_view> names;
        for (const auto& [name, value] : choices) {
            if (name == given) {
                options.*member = value;
                return;
            }
            names.push_back(name);
        }
        throw Error(ErrorKind::invalid, fmt::format("it is one of: {}", fmt::join(names, ", ")));
    };
}

template <typename Owner, typename Number>
Set bytes(Part<Owner> owner, Number Owner::*member) {
    return [=](Options& options, const std::string& value) {
        owner(options).*member = static_cast<Number>(parse_byte_count(value, "it"));
    };
}

template <typename Owner, typename Number>
Set number(Part<Owner> owner, Number Owner::*member, std::uint64_t low, std::uint64_t high) {
    return [=](Options& options, const std::string& value) {
        const auto given = parse_unsigned(value);
        if (!given || *given < low || *given > high)
            throw Error(ErrorKind::invalid, fmt::format("it is a number from {} to {}", low, high));
        owner(options).*member = static_cast<Number>(*given);
    };
}

Set path(std::filesystem::path Options::*member) {
    return [=](Options& options, const std::string& value) { options.*member = value; };
}

void set_listen(Options& options, const std::string& value) {
    const auto colon = value.rfind(':');
    const auto port = colon == std::string::npos ? std::nullopt : parse_unsigned(value.substr(colon + 1));
    auto address = value.substr(0, colon);
    if (address.starts_with('[') && address.ends_with(']')) address = address.substr(1, address.size() - 2);
    boost::system::error_code no_address;
    boost::asio::ip::make_address(address, no_address);
    if (!port || *port > 65535 || no_address)
        throw Error(ErrorKind::invalid,
                    "it is an IP address and a port, such as 127.0.0.1:8069, 0.0.0.0:8069 or [::1]:8069");
    options.address = address;
    options.port = static_cast<std::uint16_t>(*port);
}

void set_trusted_proxies(Options& options, const std::string& value) {
    options.trusted_proxies = server::TrustedProxies(value);
}

void set_directories(Options& options, const std::string& value) {
    options.directories.clear();
    for (const auto one : split(value, ','))
        if (const auto directory = trim(one); !directory.empty()) options.directories.emplace_back(directory);
    if (options.directories.empty())
        throw Error(ErrorKind::invalid, "it names at least one directory; leave it out to allow any");
}

void set_database(Options& options, const std::string& value) {
    if (value.empty() || value.size() > 64)
        throw Error(ErrorKind::invalid, "it is a name of 1 to 64 characters");
    options.database = value;
}

std::vector<ServerKey> job_keys() {
    return {
        {"collect_every", "10m", "How often garbage is collected; 0: never by the server",
         duration_or_none(&Options::collect_every)},
        {"check_every", "1d", "How often catalog and stores are compared; 0: never by the server",
         duration_or_none(&Options::check_every)},
        {"scrub_every", "1d", "How often stored bytes are read again and compared; 0: never by the server",
         duration_or_none(&Options::scrub_every)},
        {"scrub_bytes", "10GiB", "What one scrub reads at most; 0: whatever was not verified for 30 days",
         bytes(self, &Options::scrub_bytes)},
        {"scrub_rate", "20MiB", "Bytes a second of a scrub; 0: as fast as the stores give them",
         bytes(self, &Options::scrub_rate)},
        {"audit_kept", "730d", "How long the audit log is kept; 0: for ever",
         duration_or_none(&Options::audit_kept)},
    };
}

std::vector<ServerKey> serving_keys() {
    using access::AccessOptions;
    using http::Limits;
    return {
        {"listen", "127.0.0.1:8069", "Address and port; port 0 takes any free one", set_listen},
        {"database", "outfield", "The name of the database that OpenERP's clients give", set_database},
        {"certificate", "", "TLS: the certificate with its chain, PEM; without one, plain HTTP",
         path(&Options::certificate)},
        {"certificate_key", "", "TLS: the certificate's key, PEM", path(&Options::key)},
        {"temporary", "",
         "Where long requests and answers stand on their way (the system's temporary directory)",
         path(&Options::temporary)},
        {"directories", "",
         "Directories, with commas between them, below which every container of kind directory must lie; "
         "without any, anywhere",
         set_directories},
        {"threads", "0", "Threads that run connections; 0: as many as cores, at most 4",
         number(self, &Options::threads, 0, 64)},
        {"lookups", "0", "Threads that look up small things; 0: as many as cores, on PostgreSQL four times",
         number(self, &Options::lookups, 0, 512)},
        {"workers", "0", "Threads that run methods and changes; 0: four times the cores",
         number(self, &Options::workers, 0, 512)},
        {"transfers", "32", "Files on their way to and from the stores at once; others wait",
         number(self, &Options::transfers, 1, 1024)},
        {"largest_rpc", "4GiB", "The longest XML-RPC or JSON-RPC request",
         bytes(self, &Options::largest_rpc)},
        {"largest_file", "5TiB", "The largest file that is taken", bytes(self, &Options::largest_file)},
        {"connections", "4096", "Connections at once; for more, idle ones are closed",
         number(limits, &Limits::connections, 1, 1'000'000)},
        {"peer_connections", "0",
         "Connections of one address at once, but of a trusted_proxy; 0: half of `connections`",
         number(limits, &Limits::peer_connections, 0, 1'000'000)},
        {"head_patience", "15s", "For the head of a request, once it has begun",
         duration(limits, &Limits::head_patience)},
        {"idle", "75s", "Between two requests of a connection", duration(limits, &Limits::idle)},
        {"patience", "30s", "Without a byte moving in either direction", duration(limits, &Limits::patience)},
        {"slowest_body", "500", "Bytes a second: a slower upload is cut off, after `patience`",
         bytes(limits, &Limits::slowest_body)},
        {"session_idle", "7d", "Unused so long, a session ends",
         duration(access_options, &AccessOptions::session_idle)},
        {"session_life", "90d", "No session lives longer",
         duration(access_options, &AccessOptions::session_life)},
        {"upload_life", "1d", "An unfinished resumable upload is forgotten after it",
         duration(self, &Options::upload_life)},
        {"grace", "30s", "For requests under way when the server is stopped",
         duration(self, &Options::grace)},
        {"trusted_proxy", "",
         "Addresses and networks, with commas between them, whose X-Forwarded-For and X-Forwarded-Proto "
         "count",
         set_trusted_proxies},
        {"log", "json", "Events on standard error, one a line: json, text or off",
         one_of(&Options::log, {{"json", LogForm::json}, {"text", LogForm::text}, {"off", LogForm::off}})},
        {"log_level", "info", "The least that is logged: debug, info, warning or error",
         one_of(&Options::log_level, {{"debug", LogLevel::debug},
                                      {"info", LogLevel::info},
                                      {"warning", LogLevel::warning},
                                      {"error", LogLevel::error}})},
        {"metrics", "private", "Who may read /metrics: private (administrators, and this machine) or public",
         one_of(&Options::metrics_for_all, {{"private", false}, {"public", true}})},
    };
}

const std::vector<ServerKey>& keys() {
    static const auto all = [] {
        auto keys = serving_keys();
        for (auto& key : job_keys()) keys.push_back(std::move(key));
        return keys;
    }();
    return all;
}

[[noreturn]] void refuse(const std::filesystem::path& file, const toml::node& node,
                         const std::string& reason) {
    throw Error(ErrorKind::invalid,
                fmt::format("{}:{}: {}", file.native(), node.source().begin.line, reason));
}

// The parsers of times and numbers name what is wrong, which the key does here.
std::string_view without_name(std::string_view words) {
    static constexpr std::string_view name = "it: ";
    return words.starts_with(name) ? words.substr(name.size()) : words;
}

std::string text_of(const std::filesystem::path& file, std::string_view key, const toml::node& node) {
    if (const auto* text = node.as_string()) return text->get();
    if (const auto* integer = node.as_integer()) return std::to_string(integer->get());
    refuse(file, node, fmt::format("[server] {}: it is text in quotes, or a number", key));
}

const ServerKey& key_named(const std::filesystem::path& file, std::string_view name, const toml::node& node) {
    std::vector<std::string_view> known;
    for (const auto& key : keys()) {
        if (key.name == name) return key;
        known.push_back(key.name);
    }
    const auto near = nearest(name, known);
    refuse(file, node,
           fmt::format("[server] has no key {}{}", in_quotes(name),
                       near ? fmt::format(" (did you mean '{}'?)", *near)
                            : fmt::format("; known are: {}", fmt::join(known, ", "))));
}

void make_absolute(Options& options, const std::filesystem::path& folder) {
    for (auto member : {&Options::certificate, &Options::key, &Options::temporary})
        if (!(options.*member).empty()) options.*member = folder / (options.*member);
    for (auto& directory : options.directories) directory = folder / directory;
}

}  // namespace

std::span<const ServerKey> server_keys() {
    return keys();
}

Options read_server_table(const std::filesystem::path& file) {
    Options options;
    const auto document = parse_configuration(file);
    const auto* node = document.get("server");
    if (!node) return options;
    const auto* table = node->as_table();
    if (!table) refuse(file, *node, "server is a table: [server]");
    for (const auto& [name, value] : *table) {
        const auto& key = key_named(file, name.str(), value);
        try {
            key.set(options, text_of(file, name.str(), value));
        } catch (const Error& error) {
            if (std::string_view(error.what()).starts_with(file.native())) throw;
            refuse(file, value, fmt::format("[server] {}: {}", name.str(), without_name(error.what())));
        }
    }
    if (options.certificate.empty() != options.key.empty())
        refuse(file, *table, "[server] certificate and certificate_key come together");
    make_absolute(options, std::filesystem::absolute(file).parent_path());
    return options;
}

}  // namespace outfield::cli
