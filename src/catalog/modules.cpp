#include "catalog/modules.h"

namespace outfield::catalog {

void Modules::put(std::string_view name, std::string_view manifest) {
    connection_.execute(
        "INSERT INTO outfield_module (name, manifest) VALUES ($1, $2) "
        "ON CONFLICT (name) DO UPDATE SET manifest = excluded.manifest",
        {name, manifest});
}

std::vector<InstalledModule> Modules::all() {
    std::vector<InstalledModule> modules;
    for (const auto& row : connection_.query("SELECT name, manifest FROM outfield_module ORDER BY name"))
        modules.push_back({.name = row.text(0), .manifest = row.text(1)});
    return modules;
}

}  // namespace outfield::catalog
