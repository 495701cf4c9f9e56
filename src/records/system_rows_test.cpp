#include "records/system_rows.h"

#include <future>

#include "catalog/modules.h"
#include "records/scene.h"

namespace outfield {
namespace {

Module sale(std::vector<NamedField> fields = {{"name", fields::character("Name")}}) {
    Module sale("sale", "Sales");
    sale.groups = {{"sale.user", "Sales user", {"base.group_user"}},
                   {"sale.manager", "Sales manager", {"sale.user"}}};
    sale.model("sale.document", "Sale document", std::move(fields), {{"sale.user", true}});
    return sale;
}

class SystemRowsTest : public testing::Test {
  protected:
    void install(const std::vector<Module>& modules) { install_modules(catalog, modules); }

    // Rows as "a|b", lines in the order asked for.
    std::string rows(const std::string& sql) {
        return sql::reading(catalog.database(), [&](sql::Connection& connection) {
            std::string all;
            for (const auto& row : connection.query(sql)) {
                for (std::size_t i = 0; i < row.size(); ++i) {
                    all += i == 0 ? "" : "|";
                    if (const auto* text = std::get_if<std::string>(&row.column(i))) all += *text;
                    if (const auto* number = std::get_if<std::int64_t>(&row.column(i)))
                        all += std::to_string(*number);
                }
                all += '\n';
            }
            return all;
        });
    }
    std::string everything() {
        std::string all;
        for (const char* table : {"ir_module_module", "ir_model", "ir_model_fields", "ir_model_data",
                                  "res_groups", "res_users", "res_partner", "res_company"})
            all += rows(std::string("SELECT * FROM ") + table + " ORDER BY id");
        for (const char* links : {"res_users__groups_id", "res_groups__implied_ids"})
            all += rows(std::string("SELECT * FROM ") + links + " ORDER BY record, target");
        return all;
    }
    void execute(const std::string& sql) {
        catalog.database().write([&](sql::Connection& connection) { connection.execute(sql); });
    }

    sql::TrialDatabase database;
    catalog::Catalog catalog = catalog::Catalog::create(database.url());
};

TEST_F(SystemRowsTest, SeedsACompanyAndTwoUsers) {
    install({});
    EXPECT_EQ(rows("SELECT id, name, partner_id FROM res_company"), "1|My Company|1\n");
    EXPECT_EQ(rows("SELECT id, name, is_company, active FROM res_partner ORDER BY id"),
              "1|My Company|1|1\n2|System|0|0\n3|Administrator|0|1\n");
    EXPECT_EQ(rows("SELECT id, login, active, company_id, partner_id FROM res_users ORDER BY id"),
              "1|__system__|0|1|2\n2|admin|1|1|3\n");
    EXPECT_EQ(
        rows("SELECT record, full_name FROM res_users__groups_id JOIN res_groups ON id = target ORDER BY 2"),
        "2|base.group_system\n2|base.group_user\n");
    EXPECT_EQ(rows("SELECT complete_name, model, res_id FROM ir_model_data WHERE noupdate = 1 ORDER BY 1"),
              "base.main_company|res.company|1\nbase.main_partner|res.partner|1\n"
              "base.partner_admin|res.partner|3\nbase.partner_root|res.partner|2\n"
              "base.user_admin|res.users|2\nbase.user_root|res.users|1\n");
}

TEST_F(SystemRowsTest, NewRecordsComeBehindTheSeeds) {
    Scene scene;
    EXPECT_EQ(scene.records.create("res.partner", {{"name", "Ann"}}), 4);
    EXPECT_EQ(scene.records.create("res.users", {{"name", "Ann"}, {"login", "ann"}}), 3);
    const auto admin = scene.records.read("res.users", {2}, {"login"}).at(0);
    EXPECT_EQ(std::get<std::string>(admin.values.at("login")), "admin");
}

TEST_F(SystemRowsTest, SeedsOnce) {
    install({});
    execute("UPDATE res_users SET login = 'root' WHERE id = 2");
    execute("DELETE FROM res_partner WHERE id = 1");
    install({sale()});
    EXPECT_EQ(rows("SELECT id, login FROM res_users ORDER BY id"), "1|__system__\n2|root\n");
    EXPECT_EQ(rows("SELECT id FROM res_partner ORDER BY id"), "2\n3\n");
}

TEST_F(SystemRowsTest, TellWhatIsInstalled) {
    install({sale({{"name", fields::character("Name", {.required = true})},
                   {"file", fields::binary("File", {.store = "s3"})},
                   {"partner", fields::many2one("", "res.partner")},
                   {"lines", fields::one2many("Lines", "sale.document", "up")},
                   {"up", fields::many2one("Up", "sale.document")}})});
    EXPECT_EQ(rows("SELECT name, shortdesc, state, installed_version FROM ir_module_module ORDER BY name"),
              "base|Base|installed|1.0\nsale|Sales|installed|1.0\n");
    EXPECT_EQ(rows("SELECT model, name, modules, state FROM ir_model WHERE model LIKE '%.document'"),
              "sale.document|Sale document|sale|base\n");
    EXPECT_EQ(
        rows("SELECT f.name, field_description, ttype, relation, relation_field, store, required, readonly "
             "FROM ir_model_fields f JOIN ir_model m ON m.id = f.model_id "
             "WHERE m.model = 'sale.document' ORDER BY f.name"),
        "__last_update|Last modified on|datetime||||0|1\n"
        "create_date|Created on|datetime|||database|0|1\n"
        "create_uid|Created by|many2one|res.users||database|0|1\n"
        "display_name|Display name|char||||0|1\n"
        "file|File|binary|||s3|0|0\n"
        "id|ID|integer|||database|0|1\n"
        "lines|Lines|one2many|sale.document|up||0|0\n"
        "name|Name|char|||database|1|0\n"
        "partner|partner|many2one|res.partner||database|0|0\n"
        "up|Up|many2one|sale.document||database|0|0\n"
        "write_date|Last updated on|datetime|||database|0|1\n"
        "write_uid|Last updated by|many2one|res.users||database|0|1\n");
    EXPECT_EQ(rows("SELECT full_name, name FROM res_groups WHERE full_name LIKE 'sale.%' ORDER BY 1"),
              "sale.manager|Sales manager\nsale.user|Sales user\n");
    EXPECT_EQ(
        rows(
            "SELECT a.full_name, b.full_name FROM res_groups__implied_ids JOIN res_groups a ON a.id = record "
            "JOIN res_groups b ON b.id = target ORDER BY 1, 2"),
        "base.group_system|base.group_user\nsale.manager|sale.user\nsale.user|base.group_user\n");
}

TEST_F(SystemRowsTest, HaveExternalIdentifiers) {
    install({sale()});
    EXPECT_EQ(rows("SELECT complete_name, model FROM ir_model_data WHERE module = 'sale' "
                   "OR name IN ('module_sale', 'group_user', 'model_res_users') ORDER BY 1"),
              "base.group_user|res.groups\nbase.model_res_users|ir.model\nbase.module_sale|ir.module.module\n"
              "sale.manager|res.groups\nsale.model_sale_document|ir.model\nsale.user|res.groups\n");
    EXPECT_EQ(rows("SELECT count(*) FROM ir_model_data d JOIN ir_model m ON m.id = d.res_id "
                   "WHERE d.model = 'ir.model' AND d.complete_name = 'sale.model_sale_document' "
                   "AND m.model = 'sale.document'"),
              "1\n");
}

TEST_F(SystemRowsTest, TheSameAgainChangesNothing) {
    install({sale()});
    const auto before = everything();
    install({sale()});
    EXPECT_EQ(everything(), before);
    install({});
    EXPECT_EQ(everything(), before);
}

TEST_F(SystemRowsTest, KeepTheirIdsWhenTheirWordsChange) {
    install({sale()});
    const auto before = rows("SELECT id FROM ir_model WHERE model = 'sale.document'") +
                        rows("SELECT id FROM res_groups WHERE full_name = 'sale.user'") +
                        rows("SELECT id FROM ir_model_fields WHERE model = 'sale.document' ORDER BY id");
    auto changed = sale({{"name", fields::text("Title")}});
    changed.title = "Selling";
    changed.models[0].title = "Document";
    changed.groups[0].title = "Seller";
    changed.groups[0].implies.clear();
    install({changed});
    EXPECT_EQ(rows("SELECT id FROM ir_model WHERE model = 'sale.document'") +
                  rows("SELECT id FROM res_groups WHERE full_name = 'sale.user'") +
                  rows("SELECT id FROM ir_model_fields WHERE model = 'sale.document' ORDER BY id"),
              before);
    EXPECT_EQ(rows("SELECT shortdesc FROM ir_module_module WHERE name = 'sale'"), "Selling\n");
    EXPECT_EQ(rows("SELECT name FROM ir_model WHERE model = 'sale.document'"), "Document\n");
    EXPECT_EQ(rows("SELECT name FROM res_groups WHERE full_name = 'sale.user'"), "Seller\n");
    EXPECT_EQ(rows("SELECT ttype, field_description FROM ir_model_fields WHERE model = 'sale.document' AND "
                   "name = 'name'"),
              "text|Title\n");
    EXPECT_EQ(rows("SELECT count(*) FROM res_groups__implied_ids JOIN res_groups ON id = record "
                   "WHERE full_name = 'sale.user'"),
              "0\n");
}

TEST_F(SystemRowsTest, GoWithWhatIsNoLongerDeclared) {
    Module notes("notes");
    notes.model("notes.note", "Note",
                {{"about", fields::many2one("About", "ir.model")},
                 {"seen_by", fields::many2many("Seen by", "res.groups")}});
    install({sale(), notes});
    execute(
        "INSERT INTO res_users__groups_id (record, target) "
        "SELECT 2, id FROM res_groups WHERE full_name = 'sale.manager'");
    execute(
        "INSERT INTO notes_note (create_date, write_date, about) "
        "SELECT '', '', id FROM ir_model WHERE model = 'sale.document'");
    execute(
        "INSERT INTO notes_note__seen_by (record, target) "
        "SELECT 1, id FROM res_groups WHERE full_name = 'sale.manager'");
    execute("INSERT INTO res_groups (create_date, write_date, name) VALUES ('', '', 'Made by hand')");
    auto smaller = sale();
    smaller.models.clear();
    smaller.groups.pop_back();
    install({smaller});
    EXPECT_EQ(rows("SELECT id FROM ir_model WHERE model = 'sale.document'"), "");
    EXPECT_EQ(rows("SELECT id FROM ir_model_fields WHERE model = 'sale.document'"), "");
    EXPECT_EQ(rows("SELECT name FROM ir_model_data WHERE module = 'sale'"), "user\n");
    EXPECT_EQ(rows("SELECT name FROM res_groups ORDER BY name"),
              "Administrator\nInternal user\nMade by hand\nSales user\n");
    EXPECT_EQ(rows("SELECT about FROM notes_note"), "\n");
    EXPECT_EQ(rows("SELECT count(*) FROM notes_note__seen_by"), "0\n");
    EXPECT_EQ(rows("SELECT count(*) FROM res_users__groups_id"), "2\n");
}

TEST_F(SystemRowsTest, ViewsHaveNoTable) {
    install({});
    EXPECT_EQ(rows("SELECT model FROM ir_model WHERE model LIKE 'external.storage.%' ORDER BY 1"),
              "external.storage.configuration\nexternal.storage.container\n");
    EXPECT_EQ(
        rows(catalog.database().dialect() == sql::Dialect::sqlite
                 ? "SELECT name FROM sqlite_master WHERE type = 'table' AND name LIKE 'external_storage%'"
                 : "SELECT tablename FROM pg_tables WHERE schemaname = current_schema() AND "
                   "tablename LIKE 'external_storage%'"),
        "");
}

// Servers that are started together with a newer program.
TEST_F(SystemRowsTest, ManyAtOnceBringThemUpToDateOnce) {
    install({sale()});
    const auto before = everything();
    execute("UPDATE outfield_module SET manifest = '[module]\nname = \"base\"\n' WHERE name = 'base'");
    std::vector<std::future<void>> servers;
    for (int i = 0; i < 4; ++i)
        servers.push_back(std::async(std::launch::async, [this] {
            auto own = catalog::Catalog::open(database.url());
            ensure_base(own);
        }));
    for (auto& server : servers) EXPECT_NO_THROW(server.get());
    EXPECT_EQ(everything(), before);
    EXPECT_EQ(rows("SELECT manifest FROM outfield_module WHERE name = 'base'"),
              render_manifest(base_module()) + '\n');
}

// A catalog of a program that knew ir.attachment alone.
TEST_F(SystemRowsTest, AnOlderCatalogGetsThem) {
    Module older("base", "Base");
    older.model("ir.attachment", "Attachment", {{"name", fields::character("Name", {.required = true})}});
    catalog.database().write([&](sql::Connection& connection) {
        connection.run_script(
            "CREATE TABLE ir_attachment (id INTEGER PRIMARY KEY, create_date TEXT NOT NULL, "
            "write_date TEXT NOT NULL, name TEXT)");
        connection.execute(
            "INSERT INTO ir_attachment (id, create_date, write_date, name) VALUES (1, '', '', 'a')");
        catalog::Modules(connection).put("base", render_manifest(older));
    });
    ensure_base(catalog);
    EXPECT_EQ(rows("SELECT id, name, public FROM ir_attachment"), "1|a|\n");
    EXPECT_EQ(rows("SELECT login FROM res_users WHERE id = 2"), "admin\n");
    EXPECT_EQ(installed_registry(catalog).modules()[0], base_module());

    const auto before = everything();
    execute("DELETE FROM ir_model_data WHERE name = 'group_user'");
    ensure_base(catalog);
    EXPECT_NE(everything(), before);  // nothing to do: it was not even looked at
    install({});
    EXPECT_EQ(rows("SELECT complete_name FROM ir_model_data WHERE name = 'group_user'"), "base.group_user\n");
}

}  // namespace
}  // namespace outfield
