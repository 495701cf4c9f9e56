// The options of `config add` and `config set`, made from what each kind of store says of its settings
// (stores/kind.h): --access-key-id VALUE for a plain setting; --secret-access-key-file FILE and
// --secret-access-key-env NAME for a secret, which has no option that takes its text.
#pragma once

#include <outfield/settings.h>

#include <map>
#include <optional>
#include <span>
#include <string>

#include "cli/command.h"
#include "stores/kind.h"

namespace outfield::cli {

class SettingOptions {
  public:
    // One option for each name, whichever kinds have it. `this` lives until the command has run.
    void declare(Command& command, std::span<const StoreKind* const> kinds);

    // What was given, with the secrets read. An empty plain value stays: it unsets.
    Settings read() const;

    // Whether a secret was given in any way.
    bool gave(std::string_view secret) const;

  private:
    struct SecretSource {
        std::string label;
        std::optional<std::string> file, variable;
    };
    std::map<std::string, std::optional<std::string>> plain_;
    std::map<std::string, SecretSource> secrets_;
};

// "access_key_id" -> "--access-key-id"
std::string option_of(std::string_view setting);

}  // namespace outfield::cli
