#include "records/seeds.h"

#include "modules/table_name.h"
#include "records/system_links.h"
#include "records/system_table.h"

namespace outfield {
namespace {

using std::int64_t;

// One row, and the external identifier by which it is known: "base.NAME".
int64_t seed(sql::Connection& connection, const std::string& model, const std::string& name,
             std::vector<std::string> columns, const SystemRow& row) {
    SystemTable table(connection, model, std::move(columns), 1, "FALSE");
    table.keep({row});
    const auto id = table.ids().begin()->second;
    SystemTable external_ids(connection, "ir.model.data",
                             {"module", "name", "model", "res_id", "complete_name", "noupdate"}, 2, "FALSE");
    external_ids.keep({{std::string("base"), name, model, id, "base." + name, int64_t{1}}});
    return id;
}

int64_t seed_partner(sql::Connection& connection, const std::string& xmlid, const std::string& name,
                     bool is_company, bool active, int64_t company) {
    return seed(connection, "res.partner", xmlid, {"name", "is_company", "active", "type", "company_id"},
                {name, int64_t{is_company}, int64_t{active}, std::string("contact"), company});
}

int64_t seed_user(sql::Connection& connection, const std::string& xmlid, const std::string& login,
                  const std::string& name, bool active, int64_t company, int64_t partner) {
    return seed(connection, "res.users", xmlid,
                {"login", "name", "active", "company_id", "partner_id", "lang", "tz"},
                {login, name, int64_t{active}, company, partner, std::string("en_US"), std::string("UTC")});
}

int64_t group(sql::Connection& connection, std::string_view name) {
    return connection.query("SELECT id FROM res_groups WHERE full_name = $1", {name}).at(0).integer(0);
}

}  // namespace

void seed_people(sql::Connection& connection) {
    if (connection.query_one("SELECT 1 FROM res_users LIMIT 1")) return;
    const std::string name = "My Company";
    const auto company = seed(connection, "res.company", "main_company", {"name"}, {name});
    const auto partner = seed_partner(connection, "main_partner", name, true, true, company);
    connection.execute("UPDATE res_company SET partner_id = $1 WHERE id = $2", {partner, company});
    const auto root = seed_partner(connection, "partner_root", "System", false, false, company);
    const auto admin = seed_partner(connection, "partner_admin", "Administrator", false, true, company);
    seed_user(connection, "user_root", "__system__", "System", false, company, root);
    const auto user = seed_user(connection, "user_admin", "admin", "Administrator", true, company, admin);
    keep_targets(connection, link_table_name("res.users", "groups_id"), user,
                 {group(connection, "base.group_system"), group(connection, "base.group_user")});
}

}  // namespace outfield
