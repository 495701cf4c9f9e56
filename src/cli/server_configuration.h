// Server's own configuration: outfield.toml, which says where the catalog and the sealing key are.
//
//     catalog = "sqlite:outfield.db"      # relative to this file
//     sealing_key = "outfield.key"
//     environment = "k3v9..."
//     lease = "1h"                        # optional
//     [server]                            # optional: server_table.h
#pragma once

#include <outfield/instance.h>
#include <toml++/toml.h>

#include <chrono>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace outfield::cli {

struct ServerConfiguration {
    std::string catalog;  // "sqlite:/srv/erp/outfield.db"; paths are absolute once it is read
    std::filesystem::path sealing_key;
    std::string environment;  // the catalog's identity; with another catalog, its containers are only read
    std::chrono::seconds lease = InstanceOptions{}.lease;
};

// --config, else $OUTFIELD_CONFIG, else ./outfield.toml, else /etc/outfield/outfield.toml; nullopt: none is
// named and none is there.
std::optional<std::filesystem::path> look_for_server_configuration(const std::string& from_option);

// The same. Throws ErrorKind::not_found and says where it looked and how to make one.
std::filesystem::path find_server_configuration(const std::string& from_option);

// The file as it is. Throws as the next.
toml::table parse_configuration(const std::filesystem::path& file);

// Throws ErrorKind::invalid as "FILE:LINE: reason" (unknown keys too), not_found or denied. The table
// [server] is read by read_server_table.
ServerConfiguration read_server_configuration(const std::filesystem::path& file);

// Throws ErrorKind::invalid, with what to write, when the file does not say which environment this
// installation is. `identity` is the catalog's; empty: it was not asked.
void require_environment(const ServerConfiguration& configuration, const std::filesystem::path& file,
                         std::string_view identity = {});

// Sets `environment` in the file and leaves the rest of its text as it is. Atomic. Errors: denied,
// out_of_space.
void change_environment(const std::filesystem::path& file, const std::string& environment);

// The text of a new outfield.toml, with its comments.
std::string render_server_configuration(const ServerConfiguration& configuration);

}  // namespace outfield::cli
