#include "records/forgetting.h"

#include <fmt/format.h>

#include "modules/table_name.h"
#include "records/dialect.h"
#include "records/stored_model.h"

namespace outfield {

static void forget_in(sql::Connection& connection, const Model& from, const NamedField& field,
                      std::string_view model, const std::string& ids) {
    const auto among_them = among(dialect_of(connection), ColumnType::integer, "$1");
    if (field.field.type == FieldType::many2one && field.field.model == model)
        connection.execute(
            fmt::format("UPDATE {0} SET {1} = NULL WHERE {1} {2}", quoted_name(table_name(from.name)),
                        quoted_name(field.name), among_them),
            {ids});
    if (field.field.type != FieldType::many2many || !field.field.inverse.empty()) return;
    const auto links = quoted_name(link_table_name(from.name, field.name));
    if (from.name == model)
        connection.execute(fmt::format("DELETE FROM {} WHERE \"record\" {}", links, among_them), {ids});
    if (field.field.model == model)
        connection.execute(fmt::format("DELETE FROM {} WHERE \"target\" {}", links, among_them), {ids});
}

void forget_records(sql::Connection& connection, const Registry& registry, std::string_view model,
                    const std::vector<std::int64_t>& ids) {
    if (ids.empty()) return;
    const auto list = json_list(ids);
    for (const auto& module : registry.modules())
        for (const auto& from : module.models)
            for (const auto& field : from.fields)
                if (!from.is_view) forget_in(connection, from, field, model, list);
    forget_external_ids(connection, model, list);
}

void forget_external_ids(sql::Connection& connection, std::string_view model, const std::string& ids) {
    connection.execute(fmt::format("DELETE FROM ir_model_data WHERE model = $1 AND res_id {}",
                                   among(dialect_of(connection), ColumnType::integer, "$2")),
                       {model, ids});
}

}  // namespace outfield
