// A kind of store, as the rest of the house sees it: its name, the settings it takes, how it is opened and
// how it is tried out. Each store folder defines exactly one, in kind.cpp.
#pragma once

#include <outfield/probe.h>
#include <outfield/settings.h>
#include <outfield/storage.h>

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "stores/probe_target.h"

namespace outfield {

struct StoreKind {
    std::string_view name;
    std::string_view title;  // "Amazon S3 and compatible"
    std::span<const SettingSpec> settings;

    // Makes no connection yet. Throws ErrorKind::invalid for settings that cannot work.
    std::unique_ptr<Storage> (*open)(const Settings& settings);

    // Tries the connection out step by step, and a container when one is named (a small object is put, read
    // and removed there, with leave); stops at the first failure. Does not throw for what it finds.
    std::vector<ProbeStep> (*probe)(const Settings& settings, const std::optional<ProbeTarget>& target);

    // Why a new container of this name would be refused by the store's naming rules; nullopt when it would
    // not.
    std::optional<std::string> (*container_name_fault)(std::string_view name);

    bool presigns = false;  // its Storage has a Presigner
};

}  // namespace outfield
