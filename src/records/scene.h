// What the tests of this room start from: a catalog on disk, two installed modules, and records in them.
#pragma once

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <outfield/error.h>
#include <outfield/records.h>

#include <filesystem>
#include <string>

#include "catalog/catalog.h"
#include "fields/staging.h"
#include "placement/placement.h"
#include "records/install.h"
#include "sql/trial_database.h"

namespace outfield {

class TemporaryFolder {
  public:
    TemporaryFolder() {
        auto name = (std::filesystem::path(testing::TempDir()) / "outfield_records_XXXXXX").string();
        if (::mkdtemp(name.data()) == nullptr) throw std::runtime_error("no temporary folder");
        path_ = name;
    }
    ~TemporaryFolder() { std::filesystem::remove_all(path_); }
    std::filesystem::path operator/(const char* name) const { return path_ / name; }

  private:
    std::filesystem::path path_;
};

inline std::vector<Module> sale_modules() {
    Module partner("partner", "Partners");
    partner.model("sale.partner", "Partner",
                  {{"name", fields::character("Name", {.required = true, .size = 10})},
                   {"parent_id", fields::many2one("Parent", "sale.partner")},
                   {"children", fields::one2many("Children", "sale.partner", "parent_id")},
                   {"documents", fields::one2many("Documents", "sale.document", "partner")}});
    Module sale("sale", "Sales");
    sale.depends = {"partner"};
    sale.model("sale.document", "Document",
               {{"name", fields::character("Name", {.required = true, .index = true})},
                {"note", fields::text("Note")},
                {"count", fields::integer("Count")},
                {"amount", fields::floating("Amount")},
                {"open", fields::boolean("Open")},
                {"day", fields::date("Day")},
                {"moment", fields::datetime("Moment")},
                {"state", fields::selection("State", {{"draft", "Draft"}, {"done", "Done"}})},
                {"partner", fields::many2one("Partner", "sale.partner")},
                {"lines", fields::one2many("Lines", "sale.line", "document")},
                {"file", fields::binary("File")},
                {"scan", fields::binary("Scan")}});
    sale.model("sale.line", "Line",
               {{"name", fields::character("Name")},
                {"document", fields::many2one("Document", "sale.document", {.required = true})}});
    return {partner, sale};
}

class Scene {
  public:
    explicit Scene(std::vector<Module> modules = sale_modules())
        : catalog(outfield::catalog::Catalog::create(database.url())),
          registry((install_modules(catalog, modules), installed_registry(catalog))) {}

    static Upload upload(std::string bytes, std::string name = "a.txt") {
        return {source_from(std::move(bytes)), std::move(name), ""};
    }

    std::int64_t number(const std::string& sql) {
        return sql::reading(catalog.database(),
                            [&](sql::Connection& c) { return c.query(sql).at(0).integer(0); });
    }
    std::string plan(const std::string& sql, sql::Parameters parameters = {}) {
        return sql::reading(catalog.database(), [&](sql::Connection& c) {
            std::string lines;
            const bool sqlite = c.dialect() == sql::Dialect::sqlite;
            for (const auto& row : c.query((sqlite ? "EXPLAIN QUERY PLAN " : "EXPLAIN ") + sql, parameters))
                lines += row.text(sqlite ? 3 : 0) + "\n";
            return lines;
        });
    }

    TemporaryFolder folder;
    sql::TrialDatabase database;
    outfield::catalog::Catalog catalog;
    Registry registry;
    Connections connections{catalog, folder / "sealing.key", catalog.identity()};
    Placement placement{catalog, registry};
    Staging staging{catalog, connections, placement};
    Records records{catalog, registry, staging};
};

// "invalid: message", or nothing when the call does not throw.
template <typename Call>
std::string fault(Call&& call) {
    try {
        call();
        return "";
    } catch (const Error& error) {
        return std::string(to_string(error.kind())) + ": " + error.what();
    }
}

}  // namespace outfield
