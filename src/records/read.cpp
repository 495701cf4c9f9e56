#include <fmt/format.h>
#include <outfield/records.h>

#include <set>

#include "catalog/attachments.h"
#include "catalog/catalog.h"
#include "modules/table_name.h"
#include "records/link_table.h"
#include "records/stored_model.h"
#include "records/stored_value.h"

namespace outfield {
namespace {

using ValuesById = std::map<RecordId, Values>;

// The fields that are asked for, by where their values are.
struct Wanted {
    std::vector<std::pair<std::string_view, FieldType>> columns;
    std::vector<std::string_view> binaries;
    std::vector<std::pair<std::string_view, const Field*>> to_many;

    void add(std::string_view name, const Field& field) {
        if (field.type == FieldType::binary)
            binaries.push_back(name);
        else if (is_to_many(field.type))
            to_many.emplace_back(name, &field);
        else
            columns.emplace_back(name, field.type);
    }
};

Wanted wanted_fields(const Registry& registry, const Model& model, const std::vector<std::string>& names) {
    Wanted wanted;
    if (names.empty()) {
        for (const auto& field : model.fields) wanted.add(field.name, field.field);
        for (const std::string_view name : {"create_date", "create_uid", "write_date", "write_uid"})
            wanted.add(name, *find_with_common(model, name));
        return wanted;
    }
    std::set<std::string_view> seen{"id"};
    for (const auto& name : names) {
        if (!seen.insert(name).second) continue;
        const auto* field = find_with_common(model, name);
        wanted.add(name, field != nullptr ? *field : registry.field(model.name, name));
    }
    return wanted;
}

ValuesById read_columns(sql::Connection& connection, const StoredModel& stored, const Wanted& wanted,
                        const std::string& list) {
    std::vector<std::string_view> names;
    for (const auto& [name, type] : wanted.columns) names.push_back(name);
    ValuesById records;
    const auto text = stored.select(dialect_of(connection), names);
    for (const auto& row : connection.query(text, {std::string_view(list)})) {
        auto& values = records[row.integer(0)];
        for (std::size_t i = 0; i < names.size(); ++i)
            values.emplace(names[i], value_of(wanted.columns[i].second, row, i + 1));
    }
    return records;
}

void read_binaries(sql::Connection& connection, const Model& model, const Wanted& wanted,
                   ValuesById& records) {
    RecordIds ids;
    for (auto& [id, values] : records) {
        ids.push_back(id);
        for (const auto name : wanted.binaries) values.emplace(name, std::monostate{});
    }
    const auto only = wanted.binaries.size() == 1 ? wanted.binaries.front() : "";
    for (auto& row : catalog::Attachments(connection).of_records(model.name, ids, only)) {
        auto& values = records.at(row.address.record);
        const auto value = values.find(row.address.field);
        if (value != values.end()) value->second = std::move(row.attachment);
    }
}

// Where the pairs of a one2many or many2many stand: (record here, record over there).
LinkTable pairs_of(const Model& model, std::string_view name, const Field& field) {
    if (field.type == FieldType::many2many) return link_table(model, name, field);
    return {quoted_name(table_name(field.model)), quoted_name(field.inverse), "\"id\""};
}

void read_to_many(sql::Connection& connection, const Model& model, std::string_view name, const Field& field,
                  const std::string& list, ValuesById& records) {
    for (auto& [id, values] : records) values.emplace(name, RecordIds{});
    const auto pairs = pairs_of(model, name, field);
    const auto text =
        fmt::format("SELECT {0}, {1} FROM {2} WHERE {0} {3} ORDER BY {0}, {1}", pairs.own, pairs.other,
                    pairs.table, among(dialect_of(connection), ColumnType::integer, "$1"));
    for (const auto& row : connection.query(text, {std::string_view(list)})) {
        const auto record = records.find(row.integer(0));
        if (record != records.end())
            std::get<RecordIds>(record->second.find(name)->second).push_back(row.integer(1));
    }
}

}  // namespace

std::vector<Record> Records::read(std::string_view model, const RecordIds& ids,
                                  const std::vector<std::string>& fields) {
    const auto& stored = models_->get(model);
    const auto wanted = wanted_fields(registry_, *stored.model, fields);
    if (ids.empty()) return {};
    const auto list = json_list(ids);
    const auto found = sql::reading(catalog_.database(), [&](sql::Connection& connection) {
        auto records = read_columns(connection, stored, wanted, list);
        if (!wanted.binaries.empty()) read_binaries(connection, *stored.model, wanted, records);
        for (const auto& [name, field] : wanted.to_many)
            read_to_many(connection, *stored.model, name, *field, list, records);
        return records;
    });
    std::vector<Record> answer;
    answer.reserve(found.size());
    for (const auto id : ids) {
        const auto record = found.find(id);
        if (record != found.end()) answer.push_back({id, record->second});
    }
    return answer;
}

}  // namespace outfield
