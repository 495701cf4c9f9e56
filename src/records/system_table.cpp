#include "records/system_table.h"

#include <fmt/format.h>
#include <outfield/time.h>

#include "modules/table_name.h"
#include "records/columns.h"
#include "records/dialect.h"
#include "records/stored_model.h"

namespace outfield {
namespace {

sql::Parameter parameter_of(const sql::Column& column) {
    return std::visit([](const auto& value) -> sql::Parameter { return value; }, column);
}

std::vector<sql::Parameter> parameters_of(const std::string& time, const SystemRow& row) {
    std::vector<sql::Parameter> parameters{time};
    for (const auto& value : row) parameters.push_back(parameter_of(value));
    return parameters;
}

}  // namespace

sql::Column text_or_null(std::string_view text) {
    if (text.empty()) return nullptr;
    return std::string(text);
}

SystemTable::SystemTable(sql::Connection& connection, std::string_view model,
                         std::vector<std::string> columns, std::size_t keys, std::string_view condition)
    : connection_(connection),
      table_(quoted_name(table_name(model))),
      columns_(std::move(columns)),
      keys_(keys) {
    read(condition);
}

void SystemTable::read(std::string_view condition) {
    std::string names;
    for (const auto& column : columns_) names += ", " + quoted_name(column);
    const auto rows = connection_.query(
        fmt::format("SELECT \"id\"{} FROM {} WHERE {} ORDER BY \"id\"", names, table_, condition));
    for (const auto& row : rows) {
        Standing standing{row.integer(0), {}};
        for (std::size_t i = 1; i < row.size(); ++i) standing.values.push_back(row.column(i));
        const auto key = key_of(standing.values);
        standing_.emplace(key, std::move(standing));
    }
}

std::string SystemTable::key_of(const SystemRow& row) const {
    std::string key;
    for (std::size_t i = 0; i < keys_; ++i) {
        const auto* text = std::get_if<std::string>(&row[i]);
        key += (i == 0 ? "" : ".") + (text == nullptr ? std::string() : *text);
    }
    return key;
}

void SystemTable::keep(const std::vector<SystemRow>& rows) {
    for (const auto& row : rows) {
        const auto key = key_of(row);
        const auto found = standing_.find(key);
        if (found == standing_.end()) {
            ids_.emplace(key, insert(row));
            continue;
        }
        if (found->second.values != row) update(found->second.id, row);
        ids_.emplace(key, found->second.id);
        standing_.erase(found);
    }
}

std::int64_t SystemTable::insert(const SystemRow& row) {
    std::string names, values;
    for (std::size_t i = 0; i < columns_.size(); ++i) {
        names += ", " + quoted_name(columns_[i]);
        values += fmt::format(", ${}", i + 2);
    }
    const auto time = to_string(now());
    const auto parameters = parameters_of(time, row);
    return connection_
        .query(fmt::format("INSERT INTO {} (\"create_date\", \"write_date\"{}) VALUES ($1, $1{}) "
                           "RETURNING \"id\"",
                           table_, names, values),
               sql::Parameters(parameters))
        .at(0)
        .integer(0);
}

void SystemTable::update(std::int64_t id, const SystemRow& row) {
    std::string changes = "\"write_date\" = $1";
    for (std::size_t i = 0; i < columns_.size(); ++i)
        changes += fmt::format(", {} = ${}", quoted_name(columns_[i]), i + 2);
    const auto time = to_string(now());
    auto parameters = parameters_of(time, row);
    parameters.emplace_back(id);
    connection_.execute(
        fmt::format("UPDATE {} SET {} WHERE \"id\" = ${}", table_, changes, parameters.size()),
        sql::Parameters(parameters));
}

std::vector<std::int64_t> SystemTable::remove_others() {
    std::vector<std::int64_t> ids;
    for (const auto& [key, standing] : standing_) ids.push_back(standing.id);
    if (ids.empty()) return ids;
    const auto list = json_list(ids);
    connection_.execute(fmt::format("DELETE FROM {} WHERE \"id\" {}", table_,
                                    among(dialect_of(connection_), ColumnType::integer, "$1")),
                        {list});
    standing_.clear();
    return ids;
}

}  // namespace outfield
