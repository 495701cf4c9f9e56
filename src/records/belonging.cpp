#include "records/belonging.h"

#include <fmt/format.h>

#include "records/link_table.h"
#include "records/targets.h"
#include "sql/locking.h"

namespace outfield {
namespace {

RecordIds ids_in(const std::vector<sql::Row>& rows) {
    RecordIds ids;
    ids.reserve(rows.size());
    for (const auto& row : rows) ids.push_back(row.integer(0));
    return ids;
}

class OfOne2many final : public Belonging {
  public:
    OfOne2many(sql::Connection& connection, const Stamp& stamp, const Model& model, const NamedField& field,
               const StoredModel& other, RecordId owner)
        : connection_(connection),
          stamp_(stamp),
          model_(model),
          field_(field),
          other_(other),
          owner_(owner),
          inverse_(quoted_name(field.field.inverse)) {}

    RecordIds all() override {
        return ids_in(connection_.query(
            fmt::format("SELECT \"id\" FROM {} WHERE {} = $1 ORDER BY \"id\"", other_.table, inverse_),
            {owner_}));
    }

    bool holds(RecordId id) override {
        const auto text = fmt::format("SELECT 1 FROM {} WHERE \"id\" = $1 AND {} = $2{}", other_.table,
                                      inverse_, sql::for_update(connection_.dialect()));
        return connection_.query_one(text, {id, owner_}).has_value();
    }

    void link(RecordId id) override {
        check_target(connection_, model_, field_, other_, id);
        point(json_list({id}), owner_);
    }

    void let_go(const RecordIds& ids) override { point(json_list(ids), nullptr); }

    bool is_life() const noexcept override { return other_.model->find(field_.field.inverse)->required; }

  private:
    void point(const std::string& ids, sql::Parameter to) {
        const auto text =
            fmt::format("UPDATE {} SET \"write_date\" = $1, \"write_uid\" = $2, {} = $3 WHERE \"id\" {}",
                        other_.table, inverse_, among(dialect_of(connection_), ColumnType::integer, "$4"));
        connection_.execute(text, {stamp_.time, stamp_.user(), to, std::string_view(ids)});
    }

    sql::Connection& connection_;
    const Stamp& stamp_;
    const Model& model_;
    const NamedField& field_;
    const StoredModel& other_;
    RecordId owner_;
    std::string inverse_;
};

class OfMany2many final : public Belonging {
  public:
    OfMany2many(sql::Connection& connection, const Model& model, const NamedField& field,
                const StoredModel& other, RecordId owner)
        : connection_(connection),
          model_(model),
          field_(field),
          other_(other),
          owner_(owner),
          links_(link_table(model, field.name, field.field)) {}

    RecordIds all() override {
        return ids_in(connection_.query(fmt::format("SELECT {0} FROM {1} WHERE {2} = $1 ORDER BY {0}",
                                                    links_.other, links_.table, links_.own),
                                        {owner_}));
    }

    bool holds(RecordId id) override {
        const auto text =
            fmt::format("SELECT 1 FROM {} WHERE {} = $1 AND {} = $2", links_.table, links_.other, links_.own);
        return connection_.query_one(text, {id, owner_}).has_value();
    }

    void link(RecordId id) override {
        check_target(connection_, model_, field_, other_, id);
        const auto text = fmt::format("INSERT INTO {} ({}, {}) VALUES ($1, $2) ON CONFLICT DO NOTHING",
                                      links_.table, links_.own, links_.other);
        connection_.execute(text, {owner_, id});
    }

    void let_go(const RecordIds& ids) override {
        const auto text =
            fmt::format("DELETE FROM {} WHERE {} = $1 AND {} {}", links_.table, links_.own, links_.other,
                        among(dialect_of(connection_), ColumnType::integer, "$2"));
        const auto list = json_list(ids);
        connection_.execute(text, {owner_, std::string_view(list)});
    }

    bool is_life() const noexcept override { return false; }

  private:
    sql::Connection& connection_;
    const Model& model_;
    const NamedField& field_;
    const StoredModel& other_;
    RecordId owner_;
    LinkTable links_;
};

}  // namespace

std::unique_ptr<Belonging> belonging_of(sql::Connection& connection, const Stamp& stamp, const Model& model,
                                        const NamedField& field, const StoredModel& other, RecordId owner) {
    if (field.field.type == FieldType::many2many)
        return std::make_unique<OfMany2many>(connection, model, field, other, owner);
    return std::make_unique<OfOne2many>(connection, stamp, model, field, other, owner);
}

}  // namespace outfield
