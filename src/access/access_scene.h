// What the tests of this room start from: a catalog with a module, and some users.
#pragma once

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <outfield/error.h>

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "access/access.h"
#include "access/parts.h"
#include "catalog/catalog.h"
#include "records/install.h"
#include "sql/trial_database.h"

namespace outfield::access {

inline Module sale_module() {
    Module sale("sale", "Sales");
    sale.groups = {{"sale.user", "Sales user", {"base.group_user"}},
                   {"sale.manager", "Sales manager", {"sale.user"}}};
    sale.model("sale.document", "Document",
               {{"name", fields::character("Name")}, {"file", fields::binary("File")}},
               {{"sale.user", true}, {"sale.manager", true, true, true, true}});
    return sale;
}

class AccessTest : public testing::Test {
  protected:
    static constexpr const char* peer = "192.0.2.7";
    static constexpr const char* other_peer = "192.0.2.8";
    static constexpr RecordId admin = 2;

    RecordId add_user(const std::string& login, const std::vector<std::string>& groups,
                      const std::string& password = {}) {
        RecordId user = 0;
        change([&](sql::Connection& connection) {
            user = connection
                       .query(
                           "INSERT INTO res_users (\"create_date\", \"write_date\", \"login\", \"name\", "
                           "\"active\") VALUES ('', '', $1, $1, 1) RETURNING \"id\"",
                           {login})
                       .at(0)
                       .integer(0);
            for (const auto& group : groups)
                connection.execute(
                    "INSERT INTO res_users__groups_id (\"record\", \"target\") SELECT $1, \"id\" FROM "
                    "res_groups WHERE \"full_name\" = $2",
                    {user, group});
        });
        if (!password.empty()) access.set_password(user, Secret(password));
        return user;
    }

    // By another process.
    void change(const std::function<void(sql::Connection&)>& work) { catalog.database().write(work); }
    void deactivate(RecordId user) {
        change([&](sql::Connection& connection) {
            connection.execute("UPDATE res_users SET \"active\" = 0 WHERE \"id\" = $1", {user});
        });
    }

    std::int64_t number(const std::string& sql) {
        return sql::reading(catalog.database(), [&](sql::Connection& connection) {
            return connection.query(sql).at(0).integer(0);
        });
    }

    // "login peer action model,record detail", newest first.
    std::vector<std::string> audited(std::size_t limit = 100) {
        std::vector<std::string> lines;
        for (const auto& entry : access.audit_entries(0, limit))
            lines.push_back(fmt::format("{} {} {} {},{} {}", entry.login, entry.peer, entry.action,
                                        entry.model, entry.record, entry.detail));
        return lines;
    }

    template <typename Call>
    static std::string fault(Call&& call) {
        try {
            call();
            return "";
        } catch (const Error& error) {
            return fmt::format("{}: {}", to_string(error.kind()), error.what());
        }
    }

    sql::TrialDatabase database;
    catalog::Catalog catalog = catalog::Catalog::create(database.url());
    Registry registry = (install_modules(catalog, {sale_module()}), installed_registry(catalog));
    Access access{catalog, registry};
};

}  // namespace outfield::access
