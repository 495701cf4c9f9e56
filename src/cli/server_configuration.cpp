#include "cli/server_configuration.h"

#include <fmt/format.h>
#include <outfield/error.h>
#include <toml++/toml.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <regex>
#include <sstream>

#include "base/text.h"
#include "cli/duration.h"

namespace outfield::cli {
namespace {

namespace fs = std::filesystem;

constexpr std::array<std::string_view, 5> known_keys{"catalog", "sealing_key", "environment", "lease",
                                                     "server"};

std::string slurp(const fs::path& file) {
    std::ifstream in(file, std::ios::binary);
    if (!in)
        throw Error(errno == EACCES ? ErrorKind::denied : ErrorKind::not_found,
                    fmt::format("cannot read the configuration {}: {}", in_quotes(file.native()),
                                std::strerror(errno)));
    std::ostringstream text;
    text << in.rdbuf();
    return text.str();
}

[[noreturn]] void refuse(const fs::path& file, unsigned line, const std::string& reason) {
    throw Error(ErrorKind::invalid, fmt::format("{}:{}: {}", file.native(), line, reason));
}

std::string text_of(const toml::table& table, std::string_view key, const fs::path& file) {
    const auto* node = table.get(key);
    if (!node) return {};
    const auto* text = node->as_string();
    if (!text) refuse(file, node->source().begin.line, fmt::format("'{}' must be text in quotes", key));
    return text->get();
}

std::string required_text(const toml::table& table, std::string_view key, const fs::path& file) {
    auto text = text_of(table, key, file);
    if (text.empty()) refuse(file, 1, fmt::format("'{}' is missing", key));
    return text;
}

std::chrono::seconds lease_of(const toml::table& table, const fs::path& file) {
    const auto text = text_of(table, "lease", file);
    if (text.empty()) return InstanceOptions{}.lease;
    try {
        const auto lease = parse_duration(text, "lease");
        if (lease < std::chrono::seconds(1))
            throw Error(ErrorKind::invalid, "a lease is at least one second");
        return lease;
    } catch (const Error& error) {
        refuse(file, table.get("lease")->source().begin.line, error.what());
    }
}

std::string absolute_catalog(const std::string& url, const fs::path& folder) {
    static constexpr std::string_view scheme = "sqlite:";
    if (url.starts_with(scheme)) return std::string(scheme) + (folder / url.substr(scheme.size())).native();
    return url.find("://") == std::string::npos ? (folder / url).native() : url;
}

// In the place of the key, else above the first table: behind its head it would be a key of the table.
std::string with_environment(const std::string& text, const std::string& line) {
    static const std::regex key(R"(^\s*environment\s*=)"), table(R"(^\s*\[)");
    std::istringstream lines(text);
    std::string before, after, one;
    bool has_key = false, in_table = false;
    while (std::getline(lines, one)) {
        in_table = in_table || std::regex_search(one, table);
        const bool here = !in_table && !has_key && std::regex_search(one, key);
        has_key = has_key || here;
        (in_table ? after : before) += (here ? line : one) + '\n';
    }
    return before + (has_key ? "" : line + '\n') + after;
}

}  // namespace

toml::table parse_configuration(const fs::path& file) {
    try {
        return toml::parse(slurp(file), file.native());
    } catch (const toml::parse_error& error) {
        refuse(file, error.source().begin.line, std::string(error.description()));
    }
}

std::optional<fs::path> look_for_server_configuration(const std::string& from_option) {
    if (!from_option.empty()) return from_option;
    if (const char* named = std::getenv("OUTFIELD_CONFIG"); named && *named) return named;
    static constexpr std::array places{"outfield.toml", "/etc/outfield/outfield.toml"};
    std::error_code ignored;
    for (const auto* place : places)
        if (fs::exists(place, ignored)) return place;
    return std::nullopt;
}

fs::path find_server_configuration(const std::string& from_option) {
    if (auto found = look_for_server_configuration(from_option)) return *std::move(found);
    throw Error(ErrorKind::not_found,
                "there is no outfield.toml here or in /etc/outfield: make one with 'outfield init', or name "
                "one with --config FILE or $OUTFIELD_CONFIG");
}

ServerConfiguration read_server_configuration(const fs::path& file) {
    const auto table = parse_configuration(file);
    for (const auto& [key, node] : table) {
        if (std::ranges::find(known_keys, key.str()) != known_keys.end()) continue;
        const auto near = nearest(key.str(), known_keys);
        refuse(file, node.source().begin.line,
               fmt::format("unknown key {}{}", in_quotes(key.str()),
                           near ? fmt::format(" (did you mean '{}'?)", *near)
                                : fmt::format("; known are: {}", fmt::join(known_keys, ", "))));
    }
    const auto folder = fs::absolute(file).parent_path();
    return {absolute_catalog(required_text(table, "catalog", file), folder),
            folder / required_text(table, "sealing_key", file), text_of(table, "environment", file),
            lease_of(table, file)};
}

void require_environment(const ServerConfiguration& configuration, const fs::path& file,
                         std::string_view identity) {
    if (!configuration.environment.empty()) return;
    const auto line = identity.empty() ? std::string("the line that 'outfield environment show' names")
                                       : fmt::format("environment = '{}'", identity);
    throw Error(ErrorKind::invalid,
                fmt::format("{}: 'environment' is missing, which tells this installation from a copy of its "
                            "catalog elsewhere. If this is the catalog's home, write above the first table: "
                            "{}. If this is a copy: outfield environment detach",
                            file.native(), line));
}

void change_environment(const fs::path& file, const std::string& environment) {
    const auto after = with_environment(slurp(file), fmt::format("environment = '{}'", environment));
    const auto draft = fs::path(file.native() + ".new");
    std::ofstream out(draft, std::ios::binary);
    out << after;
    out.close();
    if (!out)
        throw Error(ErrorKind::denied,
                    fmt::format("cannot write {}: {}; set environment = '{}' in {} by hand",
                                in_quotes(draft.native()), std::strerror(errno), environment, file.native()));
    fs::permissions(draft, fs::status(file).permissions());
    fs::rename(draft, file);
}

std::string render_server_configuration(const ServerConfiguration& configuration) {
    std::ostringstream keys;
    keys << toml::toml_formatter(toml::table{{"catalog", configuration.catalog}}) << "\n\n"
         << "# Opens the secrets in the catalog. Keep a copy apart from the catalog's backups.\n"
         << toml::toml_formatter(toml::table{{"sealing_key", configuration.sealing_key.native()}}) << "\n\n"
         << "# Tells this installation from a copy of its catalog elsewhere.\n"
         << toml::toml_formatter(toml::table{{"environment", configuration.environment}}) << "\n\n"
         << "# How long a write may give no sign of life before 'outfield collect' takes what it left.\n"
         << "# lease = \"1h\"\n";
    return "# Outfield: where its catalog is. Paths are relative to this file.\n" + keys.str();
}

}  // namespace outfield::cli
