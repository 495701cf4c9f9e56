#include "methods/reading.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "base/acting.h"
#include "base/text.h"
#include "methods/binary_values.h"
#include "methods/display_names.h"
#include "methods/domains.h"
#include "methods/guarded_fields.h"
#include "methods/model_rules.h"
#include "methods/plain_values.h"
#include "methods/refusals.h"
#include "records/columns.h"

namespace outfield::methods {
namespace {

constexpr std::uint64_t most_named = 64U << 20U;  // bytes of names of other records in one answer

// One member of the answer, and where it comes from.
struct Column {
    std::string name;
    std::string source;  // the field of Records; empty: none
    const Field* field = nullptr;
    const ExtraField* extra = nullptr;
    bool guarded = false;
};

Column column_of(const Request& request, const std::string& name) {
    const bool named = request.model.find("name") != nullptr;
    if (name == "display_name") return {name, named ? "name" : "", nullptr, nullptr};
    if (name == "__last_update")
        return {name, "write_date", find_with_common(request.model, "write_date"), nullptr};
    if (const auto* extra = request.rules.find(name))
        return {name, extra->source, request.model.find(extra->source), extra};
    const auto* field = find_with_common(request.model, name);
    if (field == nullptr) refuse_field(request.model.name, name);
    return {name, name, field, nullptr};
}

std::vector<Column> columns_of(const Request& request, const std::vector<std::string>& fields) {
    std::vector<Column> columns{{"id", "", nullptr, nullptr}};
    std::set<std::string_view> seen{"id"};
    for (const auto& name : fields)
        if (seen.insert(name).second) {
            columns.push_back(column_of(request, name));
            columns.back().guarded = is_guarded(request, name);
        }
    return columns;
}

std::vector<std::string> sources_of(const std::vector<Column>& columns) {
    std::set<std::string> sources;
    for (const auto& column : columns)
        if (!column.source.empty()) sources.insert(column.source);
    if (sources.empty()) return {"id"};
    return {sources.begin(), sources.end()};
}

using NamesByModel = std::map<std::string_view, DisplayNames>;

// Of everything that the many2ones point to: one query for each other model.
NamesByModel names_of_targets(const Request& request, const std::vector<Column>& columns,
                              const std::vector<Record>& records) {
    std::map<std::string_view, std::set<RecordId>> targets;
    for (const auto& column : columns)
        if (column.field != nullptr && column.field->type == FieldType::many2one)
            for (const auto& record : records)
                if (const auto* id = std::get_if<RecordId>(&record.values.at(column.source)))
                    targets[column.field->model].insert(*id);
    NamesByModel names;
    for (const auto& [model, ids] : targets)
        names.emplace(model, display_names(request.instance, model, {ids.begin(), ids.end()}));
    return names;
}

class Showing {
  public:
    Showing(const Request& request, NamesByModel names, Load load)
        : request_(request),
          names_(std::move(names)),
          load_(load),
          contents_(request.instance.binaries(), request.caller) {}

    wire::Value operator()(const Column& column, const Record& record) {
        if (column.name == "id") return record.id;
        const Value& value = value_of(column, record);
        if (column.name == "display_name") return display_name(request_.model, record.id, &value);
        if (column.extra != nullptr && column.extra->show != nullptr) return column.extra->show(value);
        if (column.field == nullptr) return false;
        if (column.field->type == FieldType::binary) {
            const Handling handling(request_.model.name, record.id, column.name);
            return contents_.to_wire(column.name, value);
        }
        if (column.field->type == FieldType::many2one) return pair(*column.field, value);
        return plain_to_wire(column.field->type, value);
    }

  private:
    const Value& value_of(const Column& column, const Record& record) const {
        static const Value nothing, nobody = RecordIds();
        const bool is_list = column.field != nullptr && is_to_many(column.field->type);
        if (column.guarded && record.id != own_record(request_)) return is_list ? nobody : nothing;
        const auto found = record.values.find(column.source);
        return found == record.values.end() ? nothing : found->second;
    }

    wire::Value pair(const Field& field, const Value& value) {
        const auto* id = std::get_if<RecordId>(&value);
        if (id == nullptr) return false;
        if (load_ == Load::write) return *id;
        const auto& names = names_.at(field.model);
        const auto name = names.find(*id);
        if (name == names.end()) return false;  // it was deleted meanwhile
        named_ += name->second.size();
        if (named_ > most_named)
            refuse(
                fmt::format("the names of the records that these point to have more than {} together: read "
                            "fewer at once, or without them (load: false)",
                            human_size(most_named)));
        return wire::List{*id, name->second};
    }

    const Request& request_;
    NamesByModel names_;
    Load load_;
    Contents contents_;
    std::uint64_t named_ = 0;  // bytes of names: each stands in the answer as often as it is pointed to
};

RecordIds ids_of(const std::vector<Record>& records) {
    RecordIds ids;
    ids.reserve(records.size());
    for (const auto& record : records) ids.push_back(record.id);
    return ids;
}

}  // namespace

std::vector<std::string> readable_fields(const Request& request) {
    std::vector<std::string> names{"id"};
    for (const auto& field : request.model.fields) names.push_back(field.name);
    for (const auto& extra : request.rules.extra_fields)
        if (!extra.on_request && request.model.find(extra.named.name) == nullptr)
            names.push_back(extra.named.name);
    for (const auto* common :
         {"display_name", "create_date", "create_uid", "write_date", "write_uid", "__last_update"})
        names.emplace_back(common);
    return names;
}

std::vector<wire::Struct> read_records(const Request& request, const RecordIds& ids,
                                       const std::vector<std::string>& fields, Load load) {
    const auto columns = columns_of(request, fields.empty() ? readable_fields(request) : fields);
    const auto records = request.records().read(request.model.name, ids, sources_of(columns));
    if (request.rules.visible != nullptr) require_visible(request, ids_of(records));
    Showing show(request,
                 load == Load::classic ? names_of_targets(request, columns, records) : NamesByModel(), load);
    std::vector<wire::Struct> answer;
    answer.reserve(records.size());
    for (const auto& record : records) {
        auto& members = answer.emplace_back();
        members.reserve(columns.size());
        for (const auto& column : columns) members.emplace_back(column.name, show(column, record));
    }
    return answer;
}

}  // namespace outfield::methods
