#include "catalog/naming.h"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "catalog/configurations.h"

namespace outfield::catalog {
namespace {

// As fresh_key (fields/key.h) makes them: such a key stands for one object, wherever it is seen.
bool is_of_our_making(std::string_view key) {
    constexpr std::size_t random_part = 26;
    const auto slash = key.rfind('/');
    const auto name = key.substr(slash == std::string_view::npos ? 0 : slash + 1);
    return name.size() == random_part &&
           std::ranges::all_of(name, [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z'); });
}

bool ends_with_segments(std::string_view path, std::string_view end) {
    return path.ends_with(end) && (path.size() == end.size() || path[path.size() - end.size() - 1] == '/');
}

// "a/b/c", "b/c" and "c".
std::vector<std::string_view> ends_of(std::string_view path) {
    std::vector<std::string_view> ends{path};
    for (auto slash = path.find('/'); slash != std::string_view::npos; slash = path.find('/', slash + 1))
        if (slash + 1 < path.size()) ends.push_back(path.substr(slash + 1));
    return ends;
}

const std::string select =
    "SELECT b.id, f.name, c.name, b.key FROM outfield_container c CROSS JOIN outfield_blob b CROSS JOIN "
    "outfield_configuration f WHERE b.container = c.id AND f.id = c.configuration AND ";
const std::string select_below_prefix = select + "b.key = c.key_prefix || $1";

std::string select_any_of(std::size_t keys) {
    std::string list;
    for (std::size_t i = 1; i <= keys; ++i) list += fmt::format("{}${}", i == 1 ? "" : ", ", i);
    return fmt::format("{}b.key IN ({})", select, list);
}

Named read(const sql::Row& row) {
    return {row.integer(0), row.text(1), row.text(2), row.text(3)};
}

}  // namespace

Naming::Naming(sql::Connection& connection, const Container& container) : connection_(connection) {
    const auto configuration = Configurations(connection).get(container.configuration);
    if (const auto path = configuration.settings.find("path"); path != configuration.settings.end())
        place_ = path->second;
    while (place_.ends_with('/')) place_.pop_back();
    if (!place_.empty()) place_ += '/';
    place_ += container.name;
}

std::optional<Named> Naming::find(std::string_view key) {
    const auto path = fmt::format("{}/{}", place_, key);
    const auto ends = ends_of(path);
    std::vector<sql::Parameter> parameters(ends.begin(), ends.end());
    for (const auto& row : connection_.query(select_any_of(ends.size()), parameters)) {
        auto named = read(row);
        if (named.key == key || is_of_our_making(named.key) ||
            ends_with_segments(path, fmt::format("{}/{}", named.container, named.key)))
            return named;
    }
    if (ends.size() < 2 || !is_of_our_making(path)) return std::nullopt;
    // The account's root may lie below a container's key prefix.
    const auto row = connection_.query_one(select_below_prefix, {ends[ends.size() - 2]});
    if (!row) return std::nullopt;
    return read(*row);
}

}  // namespace outfield::catalog
