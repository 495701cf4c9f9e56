#include "records/tables.h"

#include <fmt/format.h>

#include "modules/table_name.h"
#include "records/columns.h"
#include "records/dialect.h"
#include "records/link_table.h"

namespace outfield {
namespace {

void create_table(sql::Connection& connection, const std::string& table) {
    const auto& words = dialect_of(connection);
    connection.run_script(fmt::format(
        "CREATE TABLE {} (\"id\" {}, \"create_date\" {text} NOT NULL, \"write_date\" {text} NOT NULL, "
        "\"create_uid\" {integer}, \"write_uid\" {integer})",
        quoted_name(table), words.id_column, fmt::arg("text", words.text),
        fmt::arg("integer", words.integer)));
}

void add_column(sql::Connection& connection, const std::string& table, std::string_view name,
                FieldType type) {
    connection.run_script(fmt::format("ALTER TABLE {} ADD COLUMN {} {}", quoted_name(table),
                                      quoted_name(name),
                                      type_name(dialect_of(connection), column_type(type))));
}

// Tables of earlier versions have none.
void add_authors(sql::Connection& connection, const std::string& table, const ColumnTypes& columns) {
    for (const std::string_view name : {"create_uid", "write_uid"})
        if (columns.find(name) == columns.end()) add_column(connection, table, name, FieldType::many2one);
}

void keep_links(sql::Connection& connection, const Model& model, const NamedField& field) {
    const auto& words = dialect_of(connection);
    const auto table = link_table_name(model.name, field.name);
    connection.run_script(fmt::format(
        "CREATE TABLE IF NOT EXISTS {table} (\"record\" {integer} NOT NULL, \"target\" {integer} NOT NULL, "
        "PRIMARY KEY (\"record\", \"target\")){end}; "
        "CREATE INDEX IF NOT EXISTS {index} ON {table} (\"target\", \"record\")",
        fmt::arg("table", quoted_name(table)), fmt::arg("integer", words.integer),
        fmt::arg("end", words.by_primary_key), fmt::arg("index", quoted_name(index_name(table, "target")))));
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
    columns.empty() ? create_table(connection, table) : add_authors(connection, table, columns);
    for (const auto& field : model.fields) {
        if (keeps_links(field.field)) keep_links(connection, model, field);
        if (!has_column(field.field.type)) continue;
        if (columns.count(field.name) == 0) add_column(connection, table, field.name, field.field.type);
        keep_index(connection, table, field);
    }
}

}  // namespace

void upgrade_tables(sql::Connection& connection, const Registry& registry) {
    for (const auto& module : registry.modules())
        for (const auto& model : module.models)
            if (!model.is_view) upgrade_table(connection, model);
}

}  // namespace outfield
