// The table [server] of outfield.toml, which `outfield serve` is told by. One description of its keys makes
// the reading, the messages, --help and the documentation.
#pragma once

#include <filesystem>
#include <functional>
#include <span>
#include <string>
#include <string_view>

#include "server/options.h"

namespace outfield::cli {

struct ServerKey {
    std::string_view name;
    std::string_view default_value;  // as it would be written; "" where there is none
    std::string_view help;           // one sentence
    // Throws ErrorKind::invalid and says what the value must be.
    std::function<void(server::Options&, const std::string& value)> set;
};

std::span<const ServerKey> server_keys();

// Throws ErrorKind::invalid as "FILE:LINE: reason". Paths are relative to the file's folder.
server::Options read_server_table(const std::filesystem::path& file);

}  // namespace outfield::cli
