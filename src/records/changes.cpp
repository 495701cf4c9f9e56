#include "records/changes.h"

#include <fmt/format.h>

#include "modules/table_name.h"
#include "records/dialect.h"
#include "records/link_table.h"
#include "records/refusal.h"

namespace outfield {
namespace {

const Model* find_model(const std::vector<Module>& modules, std::string_view name) {
    for (const auto& module : modules)
        for (const auto& model : module.models)
            if (model.name == name) return &model;
    return nullptr;
}

// Whether values may have to be looked at; another label, help, index, store or set of choices harms none.
bool concerns_values(const Field* before, const Field& after) {
    if (before == nullptr || before->type != after.type || before->model != after.model) return true;
    if (keeps_links(*before) != keeps_links(after)) return true;
    const bool shorter = after.size != 0 && (before->size == 0 || after.size < before->size);
    return shorter || (after.required && !before->required);
}

}  // namespace

Changes::Changes(sql::Connection& connection, const std::vector<Module>& before, const Registry& after)
    : connection_(connection), after_(after) {
    for (const auto& module : after.modules())
        for (const auto& model : module.models)
            if (!model.is_view) compare(model, find_model(before, model.name));
}

void Changes::compare(const Model& model, const Model* before) {
    for (const auto& field : model.fields) {
        const auto* old = before == nullptr ? nullptr : before->find(field.name);
        if (concerns_values(old, field.field))
            changed_.push_back({&model, &field, old, table_name(model.name), quoted_name(field.name)});
    }
}

void Changes::prepare_columns() {
    for (auto& changed : changed_) {
        const auto columns = columns_of(connection_, changed.table);
        if (columns.empty()) continue;
        if (changed.after->field.type != FieldType::binary) refuse_attachments(changed);
        prepare_links(changed);
        if (columns.count(changed.after->name) != 0) prepare_column(changed, columns);
    }
}

void Changes::refuse_attachments(const Changed& changed) {
    const auto attachments = count("SELECT count(*) FROM outfield_attachment WHERE model = $1 AND field = $2",
                                   {changed.model->name, changed.after->name});
    if (attachments > 0) refuse_change(*changed.model, *changed.after, "binary", attachments);
}

// Links to a model that was not declared last are looked at when all tables stand.
void Changes::prepare_links(const Changed& changed) {
    const auto& after = changed.after->field;
    const auto* before = changed.before;
    const bool same = keeps_links(after) && (before == nullptr || before->model == after.model);
    const auto table = link_table_name(changed.model->name, changed.after->name);
    if (same || columns_of(connection_, table).empty()) return;
    const auto linked = count(fmt::format("SELECT count(DISTINCT \"record\") FROM {}", quoted_name(table)));
    const auto from = before == nullptr || !keeps_links(*before) ? "many2many" : described(*before);
    if (linked > 0) refuse_change(*changed.model, *changed.after, from, linked);
}

void Changes::prepare_column(Changed& changed, const ColumnTypes& columns) {
    const auto values = count(fmt::format("SELECT count(*) FROM {} WHERE {} IS NOT NULL",
                                          quoted_name(changed.table), changed.column));
    changed.has_values = values > 0;
    const auto type = changed.after->field.type;
    const auto from = columns.find(changed.after->name)->second;
    const bool widened = from == ColumnType::integer && type == FieldType::floating;
    const bool fits = has_column(type) ? from == column_type(type) || widened
                                       : changed.before == nullptr || !has_column(changed.before->type);
    if (!fits && changed.has_values)
        refuse_change(*changed.model, *changed.after, type_before(changed.before), values);
    if (has_column(type) && from != column_type(type)) retype(changed, from);
}

void Changes::retype(const Changed& changed, ColumnType from) {
    const auto table = quoted_name(changed.table);
    const bool widened = from == ColumnType::integer && changed.has_values;
    // SQLite keeps any number in any column of numbers.
    if (widened && connection_.dialect() == sql::Dialect::sqlite) return;
    if (widened) {
        check_each_value(changed);  // the new type rounds
        connection_.run_script(fmt::format("ALTER TABLE {} ALTER COLUMN {} TYPE {}", table, changed.column,
                                           dialect_of(connection_).real));
    } else {
        connection_.run_script(fmt::format("DROP INDEX IF EXISTS {}; ALTER TABLE {} DROP COLUMN {}",
                                           quoted_name(index_name(changed.table, changed.after->name)), table,
                                           changed.column));
    }
}

std::int64_t Changes::count(const std::string& sql, std::initializer_list<sql::Parameter> parameters) {
    return connection_.query(sql, parameters).at(0).integer(0);
}

}  // namespace outfield
