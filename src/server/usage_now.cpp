#include "server/usage_now.h"

#include <map>
#include <tuple>

#include "instance/rooms.h"

namespace outfield::server {
namespace {

constexpr std::chrono::days kept{3653};
constexpr std::chrono::seconds recent{60};

std::string module_of(const Registry& registry, const std::string& model) {
    return registry.has_model(model) ? registry.model(model).module : model;
}

}  // namespace

std::vector<catalog::UsageSample> usage_now(Instance& instance) {
    std::map<std::int64_t, std::pair<std::string, std::string>> places;
    for (const auto& container : instance.containers().all())
        places[container.id] = {container.configuration, container.name};
    std::map<std::tuple<std::string, std::string, std::string>, catalog::UsageSample> sums;
    for (const auto& part : instance.objects().usage()) {
        const auto& [configuration, container] = places[part.container];
        const auto module = module_of(instance.registry(), part.model);
        auto& sum = sums[{configuration, container, module}];
        sum = {configuration, container, module, sum.objects + static_cast<std::int64_t>(part.objects),
               sum.bytes + static_cast<std::int64_t>(part.bytes)};
    }
    std::vector<catalog::UsageSample> samples;
    for (auto& [name, sum] : sums) samples.push_back(std::move(sum));
    return samples;
}

JobEnd sample_usage(Site& site, Progress&) {
    const auto samples = usage_now(site.instance);
    const auto today = std::chrono::floor<std::chrono::days>(now());
    Rooms(site.instance).catalog().database().write([&](sql::Connection& connection) {
        catalog::UsageHistory history(connection);
        history.put(today, samples);
        history.remove_before(today - kept);
    });
    return {true, {{"samples", samples.size()}}, {}};
}

std::vector<catalog::UsageSample> RecentUsage::get(Instance& instance) {
    const std::lock_guard lock(mutex_);
    const auto instant = std::chrono::steady_clock::now();
    if (!asked_ || instant - *asked_ > recent) {
        samples_ = usage_now(instance);
        asked_ = instant;
    }
    return samples_;
}

}  // namespace outfield::server
