#include "records/stored_model.h"

#include <fmt/format.h>
#include <outfield/error.h>

#include <array>

#include "modules/table_name.h"
#include "records/link_table.h"
#include "sql/locking.h"

namespace outfield {
namespace {

constexpr std::string_view users = "res.users";

std::string quoted_table(const Model& model) {
    return quoted_name(table_name(model.name));
}

std::string insert_text(const StoredModel& stored) {
    std::string names = "\"create_date\", \"create_uid\", \"write_date\", \"write_uid\"",
                values = "$1, $2, $1, $2";
    int number = 2;
    for (const auto* field : stored.columns) {
        names += ", " + quoted_name(field->name);
        values += fmt::format(", ${}", ++number);
    }
    return fmt::format("INSERT INTO {} ({}) VALUES ({}) RETURNING \"id\"", stored.table, names, values);
}

StoredModel stored_model(const Model& model, const DialectWords& words) {
    StoredModel stored;
    stored.model = &model;
    stored.table = quoted_table(model);
    for (const auto& field : model.fields) {
        if (has_column(field.field.type)) stored.columns.push_back(&field);
        if (field.field.type == FieldType::binary) stored.binaries.push_back(&field);
    }
    const auto ids = among(words, ColumnType::integer, "$1");
    stored.insert = insert_text(stored);
    stored.find_one = fmt::format("SELECT 1 FROM {} WHERE \"id\" = $1{}", stored.table,
                                  model.is_view ? "" : sql::for_key_share(words.dialect));
    stored.find_some = fmt::format("SELECT \"id\" FROM {} WHERE \"id\" {} ORDER BY \"id\"{}", stored.table,
                                   ids, sql::for_update(words.dialect));
    stored.delete_some = fmt::format("DELETE FROM {} WHERE \"id\" {}", stored.table, ids);
    return stored;
}

StoredModel::Reference reference(const Model& from, const NamedField& field, const DialectWords& words) {
    const auto table = quoted_table(from), column = quoted_name(field.name);
    const auto ids = among(words, ColumnType::integer, "$1");
    // Those that go together do not hold one another.
    const auto outside = from.name == field.field.model ? fmt::format(" AND NOT (\"id\" {})", ids) : "";
    return {&from, &field,
            fmt::format("SELECT \"id\", {0} FROM {1} WHERE {0} {2}{3} ORDER BY \"id\" LIMIT 1", column, table,
                        ids, outside),
            fmt::format("UPDATE {1} SET {0} = NULL WHERE {0} {2}", column, table, ids)};
}

}  // namespace

std::string StoredModel::update(const std::vector<const NamedField*>& fields) const {
    std::string text = fmt::format("UPDATE {} SET \"write_date\" = $1, \"write_uid\" = $2", table);
    std::size_t number = 2;
    for (const auto* field : fields) text += fmt::format(", {} = ${}", quoted_name(field->name), ++number);
    return text + fmt::format(" WHERE \"id\" = ${}", ++number);
}

std::string StoredModel::select(const DialectWords& words, const std::vector<std::string_view>& names) const {
    std::string text = "SELECT \"id\"";
    for (const auto name : names) text += ", " + quoted_name(name);
    return text + fmt::format(" FROM {} WHERE \"id\" {}", table, among(words, ColumnType::integer, "$1"));
}

StoredModels::StoredModels(const Registry& registry, sql::Dialect dialect) : registry_(registry) {
    const auto& words = dialect_words(dialect);
    for (const auto& module : registry.modules())
        for (const auto& model : module.models) models_.emplace(model.name, stored_model(model, words));
    for (const auto& module : registry.modules())
        for (const auto& model : module.models) {
            if (model.is_view) continue;
            add_references(model, words);
            add_links(model, words);
        }
}

void StoredModels::add_references(const Model& model, const DialectWords& words) {
    static const std::array authors{NamedField{"create_uid", fields::many2one("", std::string(users))},
                                    NamedField{"write_uid", fields::many2one("", std::string(users))}};
    for (const auto& field : model.fields)
        if (field.field.type == FieldType::many2one)
            models_.at(field.field.model).references.push_back(reference(model, field, words));
    const auto known = models_.find(users);
    if (known == models_.end()) return;
    for (const auto& author : authors) known->second.references.push_back(reference(model, author, words));
}

void StoredModels::add_links(const Model& model, const DialectWords& words) {
    const auto ids = among(words, ColumnType::integer, "$1");
    for (const auto& field : model.fields) {
        if (!keeps_links(field.field)) continue;
        const auto links = link_table(model, field.name, field.field);
        const auto drop = [&](std::string_view model_name, std::string_view column) {
            models_.at(model_name)
                .drop_links.push_back(fmt::format("DELETE FROM {} WHERE {} {}", links.table, column, ids));
        };
        drop(model.name, links.own);
        drop(field.field.model, links.other);
    }
}

const StoredModel& StoredModels::get(std::string_view model) const {
    return models_.at(registry_.model(model).name);
}

const StoredModel& StoredModels::get_writable(std::string_view model) const {
    const auto& stored = get(model);
    if (stored.model->is_view)
        throw Error(
            ErrorKind::unsupported,
            fmt::format("the records of '{}' are the catalog's own: they can be read and searched here, "
                        "not created, written or deleted",
                        stored.model->name));
    return stored;
}

std::string json_list(const std::vector<std::int64_t>& ids) {
    return fmt::format("[{}]", fmt::join(ids, ","));
}

}  // namespace outfield
