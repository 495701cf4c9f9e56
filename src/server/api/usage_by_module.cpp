#include "server/api/usage_by_module.h"

namespace outfield::server::api {

std::map<std::string, Sum> usage_by_module(const Registry& registry, const std::vector<ModelUsage>& usage) {
    std::map<std::string, Sum> sums;
    for (const auto& one : usage) {
        auto& sum = sums[registry.has_model(one.model) ? registry.model(one.model).module : one.model];
        sum.objects += one.objects;
        sum.bytes += one.bytes;
    }
    return sums;
}

}  // namespace outfield::server::api
