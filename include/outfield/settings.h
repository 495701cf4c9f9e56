// The settings of one storage configuration, and how a kind of store describes those it takes. The command
// line, the server's form and the store itself all read the one description.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace outfield {

// A string that is not printed, logged or compared by accident, and is wiped when it goes.
class Secret {
  public:
    Secret() = default;
    explicit Secret(std::string value) : value_(std::move(value)) {}
    Secret(const Secret&) = default;
    Secret(Secret&&) noexcept = default;
    Secret& operator=(const Secret&);
    Secret& operator=(Secret&&) noexcept;
    ~Secret();

    // The only way to the text; each caller is a place to review.
    const std::string& reveal() const noexcept { return value_; }
    bool empty() const noexcept { return value_.empty(); }

  private:
    std::string value_;
};

struct SettingSpec {
    std::string_view name;   // "access_key_id"
    std::string_view label;  // "AWS_ACCESS_KEY_ID", as the form shows it
    std::string_view help;   // one sentence, with the default and an example
    bool required = false;
    bool secret = false;             // sealed, write-only
    std::string_view default_value;  // used when not set
    std::string_view choices = {};   // what it may be, by commas: "on,off"; empty: any text
};

class Settings {
  public:
    Settings() = default;
    explicit Settings(std::map<std::string, std::string> plain, std::map<std::string, Secret> secrets = {})
        : plain_(std::move(plain)), secrets_(std::move(secrets)) {}

    // Empty when not set. The typed readers throw ErrorKind::invalid and name the setting.
    std::string text(std::string_view name) const;
    std::string text_or(std::string_view name, std::string_view fallback) const;
    bool flag(std::string_view name, bool fallback) const;  // on/off, yes/no, true/false, 1/0
    std::uint64_t number(std::string_view name, std::uint64_t fallback, std::uint64_t low,
                         std::uint64_t high) const;
    std::uint64_t bytes(std::string_view name, std::uint64_t fallback, std::uint64_t low,
                        std::uint64_t high) const;      // "8MiB", "1048576"
    const Secret& secret(std::string_view name) const;  // an empty one when not set

    const std::map<std::string, std::string>& plain() const noexcept { return plain_; }
    const std::map<std::string, Secret>& secrets() const noexcept { return secrets_; }

  private:
    std::map<std::string, std::string> plain_;
    std::map<std::string, Secret> secrets_;
};

// Refuses unknown names (and names the nearest known one), missing required ones and secrets given as plain
// text. Throws ErrorKind::invalid.
void check_settings(std::string_view kind, std::span<const SettingSpec> specs, const Settings& settings);

}  // namespace outfield
