#include "modules/names.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/text.h"
#include "modules/table_name.h"

namespace outfield {
namespace {

// PostgreSQL cuts longer identifiers.
constexpr std::size_t longest_name = 63;

constexpr std::array<std::string_view, 4> stores{"s3", "ftp", "directory", "database"};

constexpr std::array<std::string_view, 7> reserved_fields{
    "id", "create_date", "write_date", "display_name", "create_uid", "write_uid", "__last_update"};

constexpr std::array<std::string_view, 6> postgresql_columns{"tableoid", "xmin", "cmin",
                                                             "xmax",     "cmax", "ctid"};

constexpr std::array<std::string_view, 3> reserved_tables{"outfield_", "sqlite_", "pg_"};

bool letter(char c) {
    return c >= 'a' && c <= 'z';
}

bool letter_or_digit(char c) {
    return letter(c) || (c >= '0' && c <= '9');
}

bool identifier(std::string_view text) {
    return !text.empty() &&
           std::all_of(text.begin(), text.end(), [](char c) { return letter_or_digit(c) || c == '_'; });
}

template <std::size_t N>
bool has(const std::array<std::string_view, N>& names, std::string_view name) {
    return std::find(names.begin(), names.end(), name) != names.end();
}

std::optional<std::string> length_fault(std::string_view name) {
    if (name.empty()) return "a name must not be empty";
    if (name.size() > longest_name) return fmt::format("a name has at most {} characters", longest_name);
    return std::nullopt;
}

}  // namespace

std::optional<std::string> module_name_fault(std::string_view name) {
    if (auto fault = length_fault(name)) return fault;
    if (!letter(name[0]) || !identifier(name))
        return "a module's name is a small letter, then small letters, digits and _";
    return std::nullopt;
}

std::optional<std::string> model_name_fault(std::string_view name) {
    if (auto fault = length_fault(name)) return fault;
    const auto parts = split(name, '.');
    if (!letter(name[0]) || !std::all_of(parts.begin(), parts.end(), identifier))
        return "a model's name is a small letter, then small letters, digits and _, in parts with dots "
               "between";
    for (const auto prefix : reserved_tables)
        if (table_name(name).compare(0, prefix.size(), prefix) == 0)
            return fmt::format("tables whose names begin with {} are not for models", prefix);
    return std::nullopt;
}

std::optional<std::string> field_name_fault(std::string_view name) {
    if (auto fault = length_fault(name)) return fault;
    if (has(reserved_fields, name)) return "the name is reserved: every model has it, or OpenERP gives it";
    if (has(postgresql_columns, name)) return "the name is reserved: PostgreSQL has a column of that name";
    if (!letter(name[0]) || !identifier(name))
        return "a field's name is a small letter, then small letters, digits and _";
    return std::nullopt;
}

std::optional<std::string> group_name_fault(std::string_view name, std::string_view module) {
    const auto prefix = std::string(module) + '.';
    if (name.compare(0, prefix.size(), prefix) != 0)
        return fmt::format("the name of a group begins with its module: {}", prefix);
    const auto own = name.substr(prefix.size());
    if (auto fault = length_fault(own)) return fault;
    for (const std::string_view taken : {"model_", "module_"})
        if (own.compare(0, taken.size(), taken) == 0)
            return fmt::format("external identifiers that begin with {} are those of {}s", taken,
                               taken.substr(0, taken.size() - 1));
    if (!letter(own[0]) || !identifier(own))
        return "a group's name is a small letter, then small letters, digits and _";
    return std::nullopt;
}

bool names_a_kind(std::string_view store) noexcept {
    return has(stores, store);
}

std::optional<std::string> store_fault(std::string_view store) {
    if (store.empty() || names_a_kind(store)) return std::nullopt;
    const bool good = store.size() <= 63 && letter_or_digit(store[0]) &&
                      std::all_of(store.begin(), store.end(),
                                  [](char c) { return letter_or_digit(c) || c == '_' || c == '-'; });
    if (good) return std::nullopt;
    const auto meant = nearest(to_lower(store), stores);
    return fmt::format(
        "{} is no store{}: it is {}, or the name of a storage configuration (at most 63 of a-z, 0-9, - and "
        "_)",
        in_quotes(store, 80), meant ? "; did you mean '" + *meant + "'" : "", fmt::join(stores, ", "));
}

std::optional<std::string> misspelt_kind(std::string_view store) {
    if (store.empty() || names_a_kind(store)) return std::nullopt;
    return nearest(to_lower(store), stores);
}

}  // namespace outfield
