// Rows that the program keeps itself, in a model's table, as the installed modules declare them.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "sql/database.h"

namespace outfield {

// A row's values in the order of the columns; nothing, not "", for an empty text, and 0 or 1 for a boolean.
using SystemRow = std::vector<sql::Column>;

sql::Column text_or_null(std::string_view text);

// Inside one transaction, which nobody else keeps such rows in.
class SystemTable {
  public:
    // The first `keys` columns tell the rows apart. `condition` says in SQL which rows of the table are the
    // program's own.
    SystemTable(sql::Connection& connection, std::string_view model, std::vector<std::string> columns,
                std::size_t keys, std::string_view condition = "TRUE");

    // Creates those that are not there and changes those that differ; the others keep their ids and dates.
    void keep(const std::vector<SystemRow>& rows);

    // After keep(): the id by the key, whose texts have a dot between; at() throws for no such row.
    std::int64_t id(const std::string& key) const { return ids_.at(key); }
    const std::map<std::string, std::int64_t>& ids() const noexcept { return ids_; }

    // After keep(): takes the rows away that were not in it, and answers their ids.
    std::vector<std::int64_t> remove_others();

  private:
    struct Standing {
        std::int64_t id;
        SystemRow values;
    };

    std::string key_of(const SystemRow& row) const;
    void read(std::string_view condition);
    std::int64_t insert(const SystemRow& row);
    void update(std::int64_t id, const SystemRow& row);

    sql::Connection& connection_;
    std::string table_;  // in quotes
    std::vector<std::string> columns_;
    std::size_t keys_;
    std::multimap<std::string, Standing> standing_;  // those that no keep() has met yet
    std::map<std::string, std::int64_t> ids_;
};

}  // namespace outfield
