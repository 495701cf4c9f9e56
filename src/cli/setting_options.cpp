#include "cli/setting_options.h"

#include <fmt/format.h>
#include <outfield/error.h>

#include <algorithm>
#include <vector>

#include "cli/standard_input.h"

namespace outfield::cli {
namespace {

struct Shared {
    std::string_view name, label;
    bool secret;
    std::string help;  // "[s3] Address of the server."
};

std::string help_of(const StoreKind& kind, const SettingSpec& spec) {
    const auto standard = spec.default_value.empty() || spec.help.find("efault") != std::string_view::npos
                              ? std::string()
                              : fmt::format(" Default: {}.", spec.default_value);
    return fmt::format("[{}] {}{}", kind.name, spec.help, standard);
}

// In the order in which the kinds have them; each kind that has a name explains it.
std::vector<Shared> merged(std::span<const StoreKind* const> kinds) {
    std::vector<Shared> all;
    for (const auto* kind : kinds)
        for (const auto& spec : kind->settings) {
            const auto help = help_of(*kind, spec);
            const auto same =
                std::ranges::find_if(all, [&](const Shared& one) { return one.name == spec.name; });
            if (same == all.end())
                all.push_back({spec.name, spec.label, spec.secret, help});
            else
                same->help += " " + help;
        }
    return all;
}

}  // namespace

std::string option_of(std::string_view setting) {
    std::string option = "--" + std::string(setting);
    std::ranges::replace(option, '_', '-');
    return option;
}

void SettingOptions::declare(Command& command, std::span<const StoreKind* const> kinds) {
    for (const auto& setting : merged(kinds)) {
        const std::string name(setting.name);
        const auto option = option_of(name);
        if (!setting.secret) {
            command.option(option, plain_[name], "VALUE", setting.help);
            continue;
        }
        auto& source = secrets_[name];
        source.label = setting.label;
        command.option(option + "-file", source.file, "FILE",
                       setting.help + " Its text is the first line of FILE; '-' is standard input.");
        command.option(option + "-env", source.variable, "VARIABLE",
                       "The same from a variable of the environment.");
        command.refused_option(
            option, fmt::format("a secret is not taken from the command line, where every user of this "
                                "machine can read it; use {0}-file FILE or {0}-env VARIABLE",
                                option));
    }
}

Settings SettingOptions::read() const {
    std::map<std::string, std::string> plain;
    for (const auto& [name, value] : plain_)
        if (value) plain[name] = *value;
    std::map<std::string, Secret> secrets;
    for (const auto& [name, source] : secrets_) {
        if (source.file && source.variable)
            throw Error(ErrorKind::invalid,
                        fmt::format("{0}-file and {0}-env were both given; one is enough", option_of(name)));
        if (source.file) secrets[name] = secret_from_file(*source.file, source.label);
        if (source.variable) secrets[name] = secret_from_environment(*source.variable);
    }
    return Settings(std::move(plain), std::move(secrets));
}

bool SettingOptions::gave(std::string_view secret) const {
    const auto found = secrets_.find(std::string(secret));
    return found != secrets_.end() && (found->second.file || found->second.variable);
}

}  // namespace outfield::cli
