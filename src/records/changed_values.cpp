#include <fmt/format.h>

#include "modules/fault.h"
#include "modules/table_name.h"
#include "records/changes.h"
#include "records/link_table.h"
#include "records/refusal.h"
#include "records/stored_value.h"

namespace outfield {
namespace {

constexpr std::int64_t rows_at_once = 1000;
constexpr std::int64_t exact_in_double = std::int64_t{1} << 53;

// Why what stands in a column is no value of the field; a boolean is kept as 0 or 1.
std::optional<std::string> standing_fault(const Field& field, const sql::Column& column) {
    const auto* integer = std::get_if<std::int64_t>(&column);
    if (const auto* text = std::get_if<std::string>(&column)) return value_fault(field, *text);
    switch (field.type) {
        case FieldType::boolean:
            if (integer == nullptr || (*integer != 0 && *integer != 1)) return "it is neither 0 nor 1";
            return std::nullopt;
        case FieldType::floating:
            if (integer != nullptr && (*integer > exact_in_double || *integer < -exact_in_double))
                return "it has too many digits for a float";
            return std::nullopt;
        default:
            if (integer == nullptr) return "it is no whole number";
            return std::nullopt;
    }
}

}  // namespace

void Changes::check_values() {
    for (const auto& changed : changed_) {
        const auto& field = changed.after->field;
        if (changed.has_values && has_column(field.type)) check_each_value(changed);
        if (changed.has_values && field.type == FieldType::many2one) check_targets(changed);
        if (changed.before == nullptr && keeps_links(field)) drop_dead_links(changed);
        if (field.required &&
            (changed.before == nullptr || !changed.before->required || changed.before->type != field.type))
            check_required(changed);
    }
}

void Changes::check_each_value(const Changed& changed) {
    const auto page = fmt::format(
        "SELECT \"id\", {0} FROM {1} WHERE {0} IS NOT NULL AND \"id\" > $1 ORDER BY \"id\" LIMIT $2",
        changed.column, quoted_name(changed.table));
    std::int64_t last = 0, lost = 0;
    std::string example;
    for (;;) {
        const auto rows = connection_.query(page, {last, rows_at_once});
        for (const auto& row : rows) {
            last = row.integer(0);
            const auto fault = standing_fault(changed.after->field, row.column(1));
            if (fault && ++lost == 1) example = fmt::format(" (the first is record {}: {})", last, *fault);
        }
        if (rows.size() < static_cast<std::size_t>(rows_at_once)) break;
    }
    if (lost > 0) refuse_change(*changed.model, *changed.after, type_before(changed.before), lost, example);
}

// A many2one that comes back may point to records that went meanwhile; had it been there, they would have
// unset it.
void Changes::check_targets(const Changed& changed) {
    const auto target = quoted_name(table_name(changed.after->field.model));
    const auto to_nothing = fmt::format(
        "{1} IS NOT NULL AND NOT EXISTS (SELECT 1 FROM {2} AS target WHERE target.\"id\" = {0}.{1})",
        quoted_name(changed.table), changed.column, target);
    const auto table = quoted_name(changed.table);
    if (changed.before == nullptr) {
        connection_.execute(
            fmt::format("UPDATE {} SET {} = NULL WHERE {}", table, changed.column, to_nothing));
        return;
    }
    const auto lost = count(fmt::format("SELECT count(*) FROM {} WHERE {}", table, to_nothing));
    if (lost > 0) refuse_change(*changed.model, *changed.after, type_before(changed.before), lost);
}

// As above: of a many2many that comes back.
void Changes::drop_dead_links(const Changed& changed) {
    connection_.execute(fmt::format(
        "DELETE FROM {} WHERE NOT EXISTS (SELECT 1 FROM {} AS here WHERE here.\"id\" = \"record\") OR NOT "
        "EXISTS (SELECT 1 FROM {} AS there WHERE there.\"id\" = \"target\")",
        link_table(*changed.model, changed.after->name, changed.after->field).table,
        quoted_name(changed.table), quoted_name(table_name(changed.after->field.model))));
}

void Changes::check_required(const Changed& changed) {
    const auto type = changed.after->field.type;
    if (type == FieldType::boolean) return;
    const auto table = quoted_name(changed.table);
    const auto without =
        type == FieldType::binary
            ? count(
                  fmt::format(
                      "SELECT count(*) FROM {} AS t WHERE NOT EXISTS (SELECT 1 FROM outfield_attachment AS a "
                      "WHERE a.model = $1 AND a.record = t.\"id\" AND a.field = $2)",
                      table),
                  {changed.model->name, changed.after->name})
            : count(fmt::format("SELECT count(*) FROM {} WHERE {} IS NULL", table, changed.column));
    if (without > 0)
        refuse(*changed.model, *changed.after,
               fmt::format("cannot be required: {} without a value; give them one first", records(without)));
}

}  // namespace outfield
