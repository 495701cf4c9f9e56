#include "administration/names.h"

#include <fmt/format.h>
#include <outfield/error.h>
#include <outfield/storage.h>

#include <algorithm>
#include <vector>

#include "base/text.h"
#include "catalog/naming.h"
#include "connections/fence.h"
#include "modules/names.h"

namespace outfield {
namespace {

std::string hint(std::string_view name, const std::vector<std::string>& known) {
    const std::vector<std::string_view> views(known.begin(), known.end());
    if (const auto near = nearest(name, views)) return fmt::format(" (did you mean '{}'?)", *near);
    return views.empty() ? " (there is none yet)" : fmt::format("; there are: {}", fmt::join(views, ", "));
}

}  // namespace

void check_configuration_name(std::string_view name) {
    const auto letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); };
    const bool shaped =
        !name.empty() && name.size() <= 63 && letter(name[0]) &&
        std::all_of(name.begin(), name.end(), [&](char c) { return letter(c) || c == '_' || c == '-'; });
    if (!shaped)
        throw Error(
            ErrorKind::invalid,
            fmt::format(
                "{} is not a name for a storage configuration: use 1 to 63 lower-case letters, digits, "
                "'-' and '_', starting with a letter or digit",
                in_quotes(name)));
    if (names_a_kind(name))
        throw Error(
            ErrorKind::invalid,
            fmt::format("'{}' is the name of a kind of store; call the storage configuration something else, "
                        "such as 'main-{}'",
                        name, name));
}

void check_key_prefix(std::string_view prefix) {
    if (prefix.empty()) return;
    const bool good =
        prefix.size() <= 200 && prefix.back() == '/' && valid_key(prefix.substr(0, prefix.size() - 1));
    if (!good)
        throw Error(
            ErrorKind::invalid,
            fmt::format(
                "{} is not a key prefix: use letters, digits, '-', '_', '.' and '/', ending in '/', at "
                "most 200 characters, for example 'erp/sale/'",
                in_quotes(prefix)));
}

void check_stray_key(const catalog::Container& container, std::string_view key) {
    const auto place = fmt::format("{}/{}/{}", container.configuration_name, container.name, key);
    if (!key.starts_with(container.key_prefix))
        throw Error(
            ErrorKind::conflict,
            fmt::format("{} does not begin with the container's key prefix {}, so it is somebody else's",
                        in_quotes(place), in_quotes(container.key_prefix)));
    if (is_marker(key))
        throw Error(ErrorKind::invalid, fmt::format("{} is the marker of an environment", in_quotes(place)));
}

void require_unnamed(sql::Connection& connection, const catalog::Container& container, std::string_view key) {
    const auto named = catalog::Naming(connection, container).find(key);
    if (!named) return;
    const auto seen = fmt::format("{}/{}/{}", container.configuration_name, container.name, key);
    const auto row = fmt::format("{}/{}/{}", named->configuration, named->container, named->key);
    throw Error(ErrorKind::conflict, fmt::format("{} is in the catalog, as object {}{}: it is no stray", seen,
                                                 named->blob, seen == row ? "" : fmt::format(" ({})", row)));
}

catalog::Configuration find_configuration(sql::Connection& connection, std::string_view name) {
    catalog::Configurations configurations(connection);
    if (auto found = configurations.find(name)) return *std::move(found);
    std::vector<std::string> known;
    for (auto& row : configurations.all()) known.push_back(row.name);
    throw Error(ErrorKind::not_found,
                fmt::format("there is no storage configuration {}{}", in_quotes(name), hint(name, known)));
}

catalog::Container find_container(sql::Connection& connection, std::string_view name) {
    catalog::Containers containers(connection);
    if (const auto slash = name.find('/'); slash != std::string_view::npos) {
        const auto configuration = find_configuration(connection, name.substr(0, slash));
        if (auto found = containers.find(configuration.id, name.substr(slash + 1))) return *std::move(found);
    }
    std::vector<catalog::Container> matches;
    std::vector<std::string> known;
    for (auto& row : containers.all()) {
        known.push_back(row.configuration_name + "/" + row.name);
        if (row.name == name) matches.push_back(std::move(row));
    }
    if (matches.size() == 1) return matches[0];
    if (matches.size() > 1)
        throw Error(ErrorKind::invalid,
                    fmt::format("several storage configurations have a container {0}: name it as {1}/{2}",
                                in_quotes(name), matches[0].configuration_name, name));
    throw Error(ErrorKind::not_found,
                fmt::format("there is no container {}{}", in_quotes(name), hint(name, known)));
}

}  // namespace outfield
