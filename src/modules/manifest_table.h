// A TOML table that is read strictly: every key must be known, every value of its type, and every refusal
// says "FILE:LINE: reason".
#pragma once

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#define TOML_EXCEPTIONS 1
#include <toml++/toml.h>

namespace outfield {

// Borrows the table and the name of the file.
class ManifestTable {
  public:
    // `what` names the table in messages: "field 'x'".
    ManifestTable(const toml::table& table, std::string_view file, std::string what)
        : table_(table), file_(file), what_(std::move(what)) {}

    // Refuses every other key, with the nearest of these.
    void allow(std::initializer_list<std::string_view> keys) const;

    bool has(std::string_view key) const { return table_.contains(key); }
    bool has_tables() const;
    std::vector<std::string> keys() const;  // in the order of the file

    // Throw when the value has another type; the default, or nothing, when the key is absent.
    std::string text(std::string_view key) const;
    bool flag(std::string_view key) const;
    std::size_t size(std::string_view key) const;
    std::vector<std::string> texts(std::string_view key) const;
    std::vector<std::pair<std::string, std::string>> pairs(std::string_view key) const;

    // Throws when the key is absent.
    std::string required_text(std::string_view key) const;

    // The tables under `key`, by name, in the order of the file; each says `what` and its name.
    struct Entry;
    std::vector<Entry> tables(std::string_view key, std::string_view what) const;
    std::optional<ManifestTable> table(std::string_view key) const;

    std::string origin() const;  // "sale.toml:12"
    std::string origin_of(std::string_view key) const;

    [[noreturn]] void refuse(std::string_view reason) const;
    [[noreturn]] void refuse(std::string_view key, std::string_view reason) const;

  private:
    std::string place(const toml::source_region& region) const;

    const toml::table& table_;
    std::string_view file_;
    std::string what_;
};

struct ManifestTable::Entry {
    std::string name;
    std::string origin;
    ManifestTable table;
};

}  // namespace outfield
