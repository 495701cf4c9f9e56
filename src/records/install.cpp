#include "records/install.h"

#include <fmt/format.h>

#include <algorithm>

#include "catalog/configurations.h"
#include "catalog/modules.h"
#include "catalog/witness.h"
#include "modules/fault.h"
#include "modules/names.h"
#include "records/changes.h"
#include "records/differences.h"
#include "records/seeds.h"
#include "records/system_rows.h"
#include "records/tables.h"
#include "sql/locking.h"

namespace outfield {
namespace {

std::vector<Module> stored_modules(sql::Connection& connection, std::string_view except = {}) {
    std::vector<Module> modules;
    for (const auto& stored : catalog::Modules(connection).all())
        if (stored.name != except)
            modules.push_back(parse_manifest(stored.manifest, "installed module " + stored.name));
    return modules;
}

// This program's own base module takes the place of an older one, and given modules that of installed ones.
std::vector<Module> merged(std::vector<Module> installed, const std::vector<Module>& given) {
    const auto replaced = [&](const Module& module) {
        return module.name == "base" || std::any_of(given.begin(), given.end(), [&](const Module& other) {
                   return other.name == module.name;
               });
    };
    installed.erase(std::remove_if(installed.begin(), installed.end(), replaced), installed.end());
    installed.insert(installed.end(), given.begin(), given.end());
    return installed;
}

bool declares(const std::vector<Module>& modules, const Model& model, const NamedField& field) {
    return std::any_of(modules.begin(), modules.end(), [&](const Module& module) {
        const auto found = std::find_if(module.models.begin(), module.models.end(),
                                        [&](const Model& other) { return other.name == model.name; });
        return found != module.models.end() &&
               std::any_of(found->fields.begin(), found->fields.end(), [&](const NamedField& other) {
                   return other.name == field.name && other.field.store == field.field.store;
               });
    });
}

// A misspelt kind would pass as the name of a storage configuration that is still to come.
void refuse_misspelt_kinds(sql::Connection& connection, const std::vector<Module>& before,
                           const std::vector<Module>& given) {
    catalog::Configurations configurations(connection);
    for (const auto& module : given)
        for (const auto& model : module.models)
            for (const auto& field : model.fields) {
                const auto& store = field.field.store;
                const auto meant = misspelt_kind(store);
                if (!meant || configurations.find(store) || declares(before, model, field)) continue;
                refuse(
                    model, field,
                    fmt::format("there is no store and no storage configuration '{0}'; did you mean '{1}'? "
                                "If not, first: outfield config add {0} --kind ...",
                                store, *meant));
            }
}

Registry declared_after(sql::Connection& connection, const std::vector<Module>& before,
                        const std::vector<Module>& given) {
    Registry after(merged(before, given));
    refuse_misspelt_kinds(connection, before, given);
    return after;
}

void tell_of_each(sql::Connection& connection, const catalog::Telling& tell, const std::vector<Module>& given,
                  const std::vector<Module>& before, const Registry& after) {
    for (const auto& module : given) {
        const auto row =
            connection.query("SELECT id FROM ir_module_module WHERE name = $1", {module.name}).at(0);
        const auto words = differences(before, after.module(module.name));
        tell(connection, {"module.install", "ir.module.module", row.integer(0),
                          fmt::format("{}{}{}", module.name, words.empty() ? "" : ": ", words)});
    }
}

}  // namespace

void install_modules(catalog::Catalog& catalog, const std::vector<Module>& modules) {
    const catalog::Telling tell;
    catalog.database().write([&](sql::Connection& connection) {
        sql::lock_table(connection, "outfield_module");
        const auto before = stored_modules(connection);
        const auto after = declared_after(connection, before, modules);
        Changes changes(connection, before, after);
        changes.prepare_columns();
        upgrade_tables(connection, after);
        changes.check_values();
        for (const auto& module : after.modules())
            catalog::Modules(connection).put(module.name, render_manifest(module));
        keep_system_rows(connection, after);
        seed_people(connection);
        tell_of_each(connection, tell, modules, before, after);
    });
}

void check_modules(catalog::Catalog& catalog, const std::vector<Module>& modules) {
    catalog.database().read([&](sql::Connection& connection) {
        declared_after(connection, stored_modules(connection), modules);
    });
}

void ensure_base(catalog::Catalog& catalog) {
    const auto stored = sql::reading(
        catalog.database(), [](sql::Connection& connection) { return catalog::Modules(connection).all(); });
    const auto is_current = [base = render_manifest(base_module())](const catalog::InstalledModule& module) {
        return module.name == "base" && module.manifest == base;
    };
    if (std::none_of(stored.begin(), stored.end(), is_current)) install_modules(catalog, {});
}

Registry installed_registry(catalog::Catalog& catalog) {
    return Registry(sql::reading(catalog.database(), [](sql::Connection& connection) {
        return stored_modules(connection, "base");  // this program has its own
    }));
}

}  // namespace outfield
