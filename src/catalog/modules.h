// Table outfield_module: the manifests of the installed modules, so that a catalog explains itself.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "sql/database.h"

namespace outfield::catalog {

struct InstalledModule {
    std::string name;
    std::string manifest;  // TOML
};

class Modules {
  public:
    explicit Modules(sql::Connection& connection) : connection_(connection) {}

    void put(std::string_view name, std::string_view manifest);  // new or changed
    std::vector<InstalledModule> all();                          // by name

  private:
    sql::Connection& connection_;
};

}  // namespace outfield::catalog
