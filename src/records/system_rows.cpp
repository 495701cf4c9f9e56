#include "records/system_rows.h"

#include <set>

#include "modules/table_name.h"
#include "records/declared_fields.h"
#include "records/forgetting.h"
#include "records/system_links.h"
#include "records/system_table.h"

namespace outfield {
namespace {

constexpr std::string_view version = "1.0";  // manifests have none

SystemRow external_id(const std::string& module, const std::string& name, std::string_view model,
                      std::int64_t id) {
    return {module, name, std::string(model), id, module + '.' + name, std::int64_t{0}};
}

class SystemRows {
  public:
    SystemRows(sql::Connection& connection, const Registry& registry)
        : connection_(connection), registry_(registry) {}

    void keep() {
        keep_modules();
        keep_models();
        keep_groups();
        SystemTable table(connection_, "ir.model.data",
                          {"module", "name", "model", "res_id", "complete_name", "noupdate"}, 2,
                          "\"model\" IN ('ir.module.module', 'ir.model', 'res.groups')");
        table.keep(external_ids_);
    }

  private:
    void keep_modules() {
        std::vector<SystemRow> rows;
        for (const auto& module : registry_.modules())
            rows.push_back({module.name, text_or_null(module.title), std::string("installed"),
                            std::string(version), std::string(version)});
        SystemTable table(connection_, "ir.module.module",
                          {"name", "shortdesc", "state", "installed_version", "latest_version"}, 1);
        table.keep(rows);
        for (const auto& module : registry_.modules())
            external_ids_.push_back(
                external_id("base", "module_" + module.name, "ir.module.module", table.id(module.name)));
        forget("ir.module.module", table);
    }

    void keep_models() {
        std::vector<SystemRow> rows;
        for (const auto& module : registry_.modules())
            for (const auto& model : module.models)
                rows.push_back({model.name, model.title.empty() ? model.name : model.title, module.name,
                                std::string("base")});
        SystemTable table(connection_, "ir.model", {"model", "name", "modules", "state"}, 1);
        table.keep(rows);
        forget("ir.model", table);
        keep_fields(table);
        for (const auto& module : registry_.modules())
            for (const auto& model : module.models)
                external_ids_.push_back(external_id(module.name, "model_" + table_name(model.name),
                                                    "ir.model", table.id(model.name)));
    }

    void keep_fields(const SystemTable& models) {
        std::vector<SystemRow> rows;
        for (const auto& module : registry_.modules())
            for (const auto& model : module.models)
                for (auto& row : declared_fields(model, models.id(model.name)))
                    rows.push_back(std::move(row));
        SystemTable table(connection_, "ir.model.fields", declared_field_columns(), 2);
        table.keep(rows);
        forget("ir.model.fields", table);
    }

    void keep_groups() {
        std::vector<SystemRow> rows;
        for (const auto& module : registry_.modules())
            for (const auto& group : module.groups)
                rows.push_back({group.name, group.title.empty() ? group.name : group.title});
        SystemTable table(connection_, "res.groups", {"full_name", "name"}, 1, "\"full_name\" <> ''");
        table.keep(rows);
        forget("res.groups", table);
        for (const auto& module : registry_.modules())
            for (const auto& group : module.groups) keep_group(module, group, table);
    }

    void keep_group(const Module& module, const Group& group, const SystemTable& groups) {
        const auto id = groups.id(group.name);
        std::set<std::int64_t> implied;
        for (const auto& name : group.implies) implied.insert(groups.id(name));
        keep_targets(connection_, link_table_name("res.groups", "implied_ids"), id, implied);
        external_ids_.push_back(
            external_id(module.name, group.name.substr(module.name.size() + 1), "res.groups", id));
    }

    void forget(std::string_view model, SystemTable& table) {
        forget_records(connection_, registry_, model, table.remove_others());
    }

    sql::Connection& connection_;
    const Registry& registry_;
    std::vector<SystemRow> external_ids_;
};

}  // namespace

void keep_system_rows(sql::Connection& connection, const Registry& registry) {
    SystemRows(connection, registry).keep();
}

}  // namespace outfield
