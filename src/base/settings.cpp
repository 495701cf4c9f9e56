#include <fmt/format.h>
#include <outfield/error.h>
#include <outfield/settings.h>

#include <algorithm>
#include <array>
#include <vector>

#include "base/text.h"

namespace outfield {

static Error wrong(std::string_view name, const std::string& what) {
    return Error(ErrorKind::invalid, fmt::format("setting '{}': {}", name, what));
}

std::string Settings::text(std::string_view name) const {
    return text_or(name, "");
}

std::string Settings::text_or(std::string_view name, std::string_view fallback) const {
    const auto found = plain_.find(std::string(name));
    return found == plain_.end() || found->second.empty() ? std::string(fallback) : found->second;
}

bool Settings::flag(std::string_view name, bool fallback) const {
    const auto value = to_lower(text(name));
    static constexpr std::array<std::string_view, 4> yes{"on", "yes", "true", "1"},
        no{"off", "no", "false", "0"};
    if (value.empty()) return fallback;
    if (std::find(yes.begin(), yes.end(), value) != yes.end()) return true;
    if (std::find(no.begin(), no.end(), value) != no.end()) return false;
    throw wrong(name, fmt::format("{} is neither 'on' nor 'off'", in_quotes(value)));
}

static std::uint64_t within(std::string_view name, std::uint64_t value, std::uint64_t low,
                            std::uint64_t high) {
    if (value < low || value > high)
        throw wrong(name, fmt::format("{} is not between {} and {}", value, low, high));
    return value;
}

std::uint64_t Settings::number(std::string_view name, std::uint64_t fallback, std::uint64_t low,
                               std::uint64_t high) const {
    const auto value = text(name);
    if (value.empty()) return fallback;
    const auto parsed = parse_unsigned(value);
    if (!parsed) throw wrong(name, fmt::format("{} is not a whole number", in_quotes(value)));
    return within(name, *parsed, low, high);
}

std::uint64_t Settings::bytes(std::string_view name, std::uint64_t fallback, std::uint64_t low,
                              std::uint64_t high) const {
    const auto value = text(name);
    if (value.empty()) return fallback;
    const auto digits = value.find_first_not_of("0123456789");
    const auto count = parse_unsigned(std::string_view(value).substr(0, digits));
    const auto unit =
        digits == std::string::npos ? "" : to_lower(trim(std::string_view(value).substr(digits)));
    static constexpr std::array<std::pair<std::string_view, unsigned>, 8> units{
        {{"", 0}, {"b", 0}, {"kib", 10}, {"k", 10}, {"mib", 20}, {"m", 20}, {"gib", 30}, {"g", 30}}};
    const auto found =
        std::find_if(units.begin(), units.end(), [&](const auto& u) { return u.first == unit; });
    if (!count || found == units.end() || *count > (UINT64_MAX >> found->second))
        throw wrong(name,
                    fmt::format("{} is not a size such as 1048576, 512KiB, 8MiB or 1GiB", in_quotes(value)));
    return within(name, *count << found->second, low, high);
}

const Secret& Settings::secret(std::string_view name) const {
    static const Secret none;
    const auto found = secrets_.find(std::string(name));
    return found == secrets_.end() ? none : found->second;
}

static const SettingSpec& known(std::string_view kind, std::span<const SettingSpec> specs,
                                std::string_view name) {
    for (const auto& spec : specs)
        if (spec.name == name) return spec;
    std::vector<std::string_view> names;
    for (const auto& spec : specs) names.push_back(spec.name);
    const auto near = nearest(name, names);
    throw wrong(name, fmt::format("a storage configuration of kind {} has no such setting{}", kind,
                                  near ? fmt::format(" (did you mean '{}'?)", *near)
                                       : fmt::format("; it has: {}", fmt::join(names, ", "))));
}

void check_settings(std::string_view kind, std::span<const SettingSpec> specs, const Settings& settings) {
    for (const auto& [name, value] : settings.plain())
        if (known(kind, specs, name).secret)
            throw wrong(name,
                        "is a secret and must not be given as plain text: enter it at the prompt, "
                        "from a file or from the environment");
    for (const auto& [name, value] : settings.secrets())
        if (!known(kind, specs, name).secret) throw wrong(name, "is not a secret: give it as plain text");
    for (const auto& spec : specs) {
        const bool set =
            spec.secret ? !settings.secret(spec.name).empty() : !settings.text(spec.name).empty();
        if (spec.required && !set)
            throw wrong(spec.name, fmt::format("is missing ({}): {}", spec.label, spec.help));
    }
}

}  // namespace outfield
