// What the values of each module take up.
#pragma once

#include <outfield/catalogued.h>
#include <outfield/registry.h>

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace outfield::server::api {

struct Sum {
    std::uint64_t objects = 0, bytes = 0;
};

// Values of a model that is not installed any more stand under its own name.
std::map<std::string, Sum> usage_by_module(const Registry& registry, const std::vector<ModelUsage>& usage);

}  // namespace outfield::server::api
