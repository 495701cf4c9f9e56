#include "modules/manifest_table.h"

#include <fmt/format.h>
#include <outfield/error.h>

#include <algorithm>

#include "base/text.h"

namespace outfield {

std::string ManifestTable::place(const toml::source_region& region) const {
    return fmt::format("{}:{}", file_, region.begin.line);
}

std::string ManifestTable::origin() const {
    return place(table_.source());
}

std::string ManifestTable::origin_of(std::string_view key) const {
    const auto found = table_.find(key);
    return found == table_.end() ? origin() : place(found->first.source());
}

void ManifestTable::refuse(std::string_view reason) const {
    throw Error(ErrorKind::invalid, fmt::format("{}: {} {}", origin(), what_, reason));
}

void ManifestTable::refuse(std::string_view key, std::string_view reason) const {
    throw Error(ErrorKind::invalid, fmt::format("{}: {}: '{}' {}", origin_of(key), what_, key, reason));
}

void ManifestTable::allow(std::initializer_list<std::string_view> keys) const {
    for (const auto& [key, value] : table_) {
        if (std::find(keys.begin(), keys.end(), key.str()) != keys.end()) continue;
        const auto near = nearest(key.str(), std::span(keys.begin(), keys.size()));
        const auto hint = near ? fmt::format("did you mean '{}'?", *near)
                               : fmt::format("the keys here are {}", fmt::join(keys, ", "));
        throw Error(ErrorKind::invalid, fmt::format("{}: {} has no key {}; {}", place(key.source()), what_,
                                                    in_quotes(key.str(), 80), hint));
    }
}

static std::vector<std::pair<const toml::key*, const toml::node*>> in_order_of_file(
    const toml::table& table) {
    std::vector<std::pair<const toml::key*, const toml::node*>> entries;
    for (const auto& [name, node] : table) entries.emplace_back(&name, &node);
    std::sort(entries.begin(), entries.end(), [](const auto& a, const auto& b) {
        const auto first = a.first->source().begin, second = b.first->source().begin;
        return std::pair(first.line, first.column) < std::pair(second.line, second.column);
    });
    return entries;
}

std::vector<std::string> ManifestTable::keys() const {
    std::vector<std::string> keys;
    for (const auto& [name, node] : in_order_of_file(table_)) keys.emplace_back(name->str());
    return keys;
}

bool ManifestTable::has_tables() const {
    return std::any_of(table_.begin(), table_.end(),
                       [](const auto& entry) { return entry.second.is_table(); });
}

std::string ManifestTable::text(std::string_view key) const {
    const auto* value = table_.get(key);
    if (value == nullptr) return {};
    if (!value->is_string()) refuse(key, "must be text, in quotes");
    return value->as_string()->get();
}

std::string ManifestTable::required_text(std::string_view key) const {
    if (!has(key)) refuse(fmt::format("has no {}", key));
    return text(key);
}

bool ManifestTable::flag(std::string_view key) const {
    const auto* value = table_.get(key);
    if (value == nullptr) return false;
    if (!value->is_boolean()) refuse(key, "must be true or false");
    return value->as_boolean()->get();
}

std::size_t ManifestTable::size(std::string_view key) const {
    const auto* value = table_.get(key);
    if (value == nullptr) return 0;
    if (!value->is_integer() || value->as_integer()->get() < 0)
        refuse(key, "must be a whole number, 0 or more");
    return static_cast<std::size_t>(value->as_integer()->get());
}

std::vector<std::string> ManifestTable::texts(std::string_view key) const {
    std::vector<std::string> texts;
    const auto* value = table_.get(key);
    if (value == nullptr) return texts;
    if (!value->is_array()) refuse(key, "must be a list of texts");
    for (const auto& item : *value->as_array()) {
        if (!item.is_string()) refuse(key, "must be a list of texts");
        texts.push_back(item.as_string()->get());
    }
    return texts;
}

std::vector<std::pair<std::string, std::string>> ManifestTable::pairs(std::string_view key) const {
    static constexpr std::string_view shape = R"(must be a list of pairs: [["draft", "Draft"], ...])";
    std::vector<std::pair<std::string, std::string>> pairs;
    const auto* value = table_.get(key);
    if (value == nullptr) return pairs;
    if (!value->is_array()) refuse(key, shape);
    for (const auto& item : *value->as_array()) {
        const auto* pair = item.as_array();
        if (pair == nullptr || pair->size() != 2 || !pair->is_homogeneous(toml::node_type::string))
            refuse(key, shape);
        pairs.emplace_back(pair->get(0)->as_string()->get(), pair->get(1)->as_string()->get());
    }
    return pairs;
}

std::optional<ManifestTable> ManifestTable::table(std::string_view key) const {
    const auto* value = table_.get(key);
    if (value == nullptr) return std::nullopt;
    if (!value->is_table()) refuse(key, "must be a table");
    return ManifestTable(*value->as_table(), file_, fmt::format("[{}]", key));
}

std::vector<ManifestTable::Entry> ManifestTable::tables(std::string_view key, std::string_view what) const {
    std::vector<Entry> entries;
    const auto* value = table_.get(key);
    if (value == nullptr) return entries;
    if (!value->is_table()) refuse(key, "must be a table");

    for (const auto& [name, node] : in_order_of_file(*value->as_table())) {
        const auto described = fmt::format("{} {}", what, in_quotes(name->str()));
        const auto origin = place(name->source());
        if (!node->is_table())
            throw Error(ErrorKind::invalid, fmt::format("{}: {} must be a table", origin, described));
        entries.push_back(
            {std::string(name->str()), origin, ManifestTable(*node->as_table(), file_, described)});
    }
    return entries;
}

}  // namespace outfield
