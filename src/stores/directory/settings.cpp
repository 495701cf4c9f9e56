#include "stores/directory/settings.h"

#include <outfield/error.h>

#include <algorithm>
#include <array>

#include "base/text.h"

namespace outfield::directory {
namespace {

constexpr std::array specs{
    SettingSpec{
        .name = "path",
        .label = "Path",
        .help = "The directory that holds the containers as its subdirectories, from the root of the file "
                "system, for example /srv/outfield.",
        .required = true},
};

}  // namespace

std::span<const SettingSpec> setting_specs() {
    return specs;
}

Options read_options(const Settings& settings) {
    check_settings("directory", specs, settings);
    Options options{settings.text("path")};
    const auto control = [](unsigned char c) { return c < 0x20 || c == 0x7f; };
    if (!options.path.starts_with('/') || std::ranges::any_of(options.path, control)) {
        throw Error(ErrorKind::invalid,
                    "The setting 'path' is " + in_quotes(options.path) +
                        "; it must begin with '/' and have no control characters, for example "
                        "/srv/outfield.");
    }
    while (options.path.size() > 1 && options.path.ends_with('/')) options.path.pop_back();
    return options;
}

}  // namespace outfield::directory
