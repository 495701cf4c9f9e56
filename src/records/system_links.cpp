#include "records/system_links.h"

#include <fmt/format.h>

#include "records/columns.h"

namespace outfield {

void keep_targets(sql::Connection& connection, const std::string& table, std::int64_t record,
                  const std::set<std::int64_t>& targets) {
    const auto name = quoted_name(table);
    auto missing = targets;
    for (const auto& row :
         connection.query(fmt::format("SELECT \"target\" FROM {} WHERE \"record\" = $1", name), {record}))
        if (missing.erase(row.integer(0)) == 0)
            connection.execute(fmt::format("DELETE FROM {} WHERE \"record\" = $1 AND \"target\" = $2", name),
                               {record, row.integer(0)});
    for (const auto target : missing)
        connection.execute(fmt::format("INSERT INTO {} (\"record\", \"target\") VALUES ($1, $2)", name),
                           {record, target});
}

}  // namespace outfield
