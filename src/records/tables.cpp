#include "records/tables.h"

#include <fmt/format.h>

#include "modules/table_name.h"
#include "records/columns.h"
#include "records/dialect.h"

namespace outfield {
namespace {

void create_table(sql::Connection& connection, const std::string& table) {
    const auto& words = dialect_of(connection);
    connection.run_script(fmt::format(
        "CREATE TABLE {} (\"id\" {}, \"create_date\" {text} NOT NULL, \"write_date\" {text} NOT NULL)",
        quoted_name(table), words.id_column, fmt::arg("text", words.text)));
}

void add_column(sql::Connection& connection, const std::string& table, const NamedField& field) {
    connection.run_script(fmt::format("ALTER TABLE {} ADD COLUMN {} {}", quoted_name(table),
                                      quoted_name(field.name),
                                      type_name(dialect_of(connection), column_type(field.field.type))));
}

void keep_index(sql::Connection& connection, const std::string& table, const NamedField& field) {
    const auto index = quoted_name(index_name(table, field.name));
    connection.run_script(has_index(field.field)
                              ? fmt::format("CREATE INDEX IF NOT EXISTS {} ON {} ({})", index,
                                            quoted_name(table), quoted_name(field.name))
                              : fmt::format("DROP INDEX IF EXISTS {}", index));
}

void upgrade_table(sql::Connection& connection, const Model& model) {
    const auto table = table_name(model.name);
    const auto columns = columns_of(connection, table);
    if (columns.empty()) create_table(connection, table);
    for (const auto& field : model.fields) {
        if (!has_column(field.field.type)) continue;
        if (columns.count(field.name) == 0) add_column(connection, table, field);
        keep_index(connection, table, field);
    }
}

}  // namespace

void upgrade_tables(sql::Connection& connection, const Registry& registry) {
    for (const auto& module : registry.modules())
        for (const auto& model : module.models) upgrade_table(connection, model);
}

}  // namespace outfield
