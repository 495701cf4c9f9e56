// What the directory store is told.
#pragma once

#include <outfield/settings.h>

#include <span>
#include <string>

namespace outfield::directory {

struct Options {
    std::string path;  // absolute; containers are its direct subdirectories
};

std::span<const SettingSpec> setting_specs();

// Throws ErrorKind::invalid.
Options read_options(const Settings& settings);

}  // namespace outfield::directory
