#include "server/router.h"

#include <fmt/format.h>
#include <outfield/error.h>

#include <algorithm>

#include "base/text.h"
#include "wire/query_string.h"

namespace outfield::server {
namespace {

std::vector<std::string_view> segments_of(std::string_view path) {
    if (path.starts_with('/')) path.remove_prefix(1);
    return split(path, '/');
}

Path decoded(const std::vector<std::string_view>& segments, const std::vector<std::string>& pattern,
             bool takes_rest) {
    Path places;
    for (std::size_t i = 0; i < pattern.size(); ++i)
        if (pattern[i] == "{}") places.push_back(wire::percent_decoded(segments[i]));
    if (takes_rest)
        for (auto i = pattern.size(); i < segments.size(); ++i)
            places.push_back(wire::percent_decoded(segments[i]));
    return places;
}

}  // namespace

void Router::add(std::vector<std::string_view> methods, std::string pattern, Route route) {
    if (std::find(methods.begin(), methods.end(), "GET") != methods.end()) methods.emplace_back("HEAD");
    Entry entry{std::move(methods), std::move(pattern), {}, false, std::move(route)};
    for (const auto segment : segments_of(entry.pattern)) entry.segments.emplace_back(segment);
    if (entry.segments.back() == "*") {
        entry.takes_rest = true;
        entry.segments.pop_back();
    }
    entries_.push_back(std::move(entry));
}

bool Router::fits(const Entry& entry, const std::vector<std::string_view>& segments) {
    if (entry.takes_rest ? segments.size() < entry.segments.size() : segments.size() != entry.segments.size())
        return false;
    for (std::size_t i = 0; i < entry.segments.size(); ++i)
        if (entry.segments[i] == "{}" ? segments[i].empty() : entry.segments[i] != segments[i]) return false;
    return true;
}

const Router::Entry* Router::find(std::string_view method, const std::vector<std::string_view>& segments,
                                  std::vector<std::string_view>& allowed) const {
    for (const auto& entry : entries_) {
        if (!fits(entry, segments)) continue;
        if (std::find(entry.methods.begin(), entry.methods.end(), method) != entry.methods.end())
            return &entry;
        allowed.insert(allowed.end(), entry.methods.begin(), entry.methods.end());
    }
    return nullptr;
}

std::string_view Router::pattern_of(std::string_view path) const {
    const auto segments = segments_of(path);
    for (const auto& entry : entries_)
        if (fits(entry, segments)) return entry.pattern;
    return {};
}

std::vector<RouteName> Router::routes() const {
    std::vector<RouteName> names;
    for (const auto& entry : entries_)
        for (const auto method : entry.methods) names.push_back({std::string(method), entry.pattern});
    return names;
}

// Of an address that no route takes with this method.
static http::Answer without_route(std::string_view method, const std::vector<std::string_view>& allowed) {
    if (allowed.empty()) throw http::Fault(404, "there is nothing at this address");
    const auto list = fmt::format("{}", fmt::join(allowed, ", "));
    if (method != "OPTIONS")
        throw http::Fault(405, fmt::format("only {} can be done here", list), {{"Allow", list}});
    return {204, "", "", {{"Allow", list}}};
}

http::Awaitable<void> Router::serve(http::Exchange& exchange) const {
    const auto segments = segments_of(exchange.path());
    std::vector<std::string_view> allowed;
    const auto* entry = find(exchange.method(), segments, allowed);
    if (!entry) {
        auto answer = without_route(exchange.method(), allowed);
        co_await exchange.answer(std::move(answer));
        co_return;
    }
    Path path;
    try {
        path = decoded(segments, entry->segments, entry->takes_rest);
    } catch (const Error& error) {
        throw http::Fault(400, error.what());
    }
    co_await entry->route(exchange, path);
}

}  // namespace outfield::server
