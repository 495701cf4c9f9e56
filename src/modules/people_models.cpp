#include "modules/base_models.h"

namespace outfield {
namespace {

const Grant users_read{"base.group_user", true};
const Grant users_do_everything{"base.group_user", true, true, true, true};

Model users() {
    Model model{"res.users",
                "User",
                {{"name", fields::character("Name", {.required = true})},
                 {"login", fields::character("Login", {.required = true, .index = true})},
                 {"active", fields::boolean("Active")},
                 {"company_id", fields::many2one("Company", "res.company")},
                 {"partner_id", fields::many2one("Partner", "res.partner")},
                 {"groups_id", fields::many2many("Groups", "res.groups")},
                 {"lang", fields::character("Language")},
                 {"tz", fields::character("Time zone")},
                 {"email", fields::character("Email")},
                 {"signature", fields::text("Signature")}},
                "base"};
    model.grants = {users_read};
    return model;
}

Model groups() {
    Model model{"res.groups",
                "Group",
                {{"name", fields::character("Name", {.required = true})},
                 {"full_name", fields::character("Full name", {.help = "As modules declare it: sale.manager",
                                                               .index = true})},
                 {"implied_ids", fields::many2many("Implies", "res.groups")},
                 {"users", fields::many2many("Users", "res.users", "groups_id")},
                 {"comment", fields::text("Comment")}},
                "base"};
    model.grants = {users_read};
    return model;
}

Model company() {
    Model model{"res.company",
                "Company",
                {{"name", fields::character("Name", {.required = true})},
                 {"partner_id", fields::many2one("Partner", "res.partner")}},
                "base"};
    model.grants = {users_read};
    return model;
}

std::vector<NamedField> partner_fields() {
    return {{"name", fields::character("Name", {.required = true, .index = true})},
            {"email", fields::character("Email")},
            {"phone", fields::character("Phone")},
            {"mobile", fields::character("Mobile")},
            {"street", fields::character("Street")},
            {"street2", fields::character("Street 2")},
            {"zip", fields::character("Zip")},
            {"city", fields::character("City")},
            {"vat", fields::character("Tax id")},
            {"website", fields::character("Website")},
            {"comment", fields::text("Notes")},
            {"ref", fields::character("Reference", {.index = true})},
            {"lang", fields::character("Language")},
            {"active", fields::boolean("Active")},
            {"is_company", fields::boolean("Is a company")},
            {"type", fields::selection("Address type", {{"contact", "Contact"},
                                                        {"invoice", "Invoice address"},
                                                        {"delivery", "Delivery address"},
                                                        {"other", "Other address"}})},
            {"parent_id", fields::many2one("Related company", "res.partner")},
            {"child_ids", fields::one2many("Contacts", "res.partner", "parent_id")},
            {"category_id", fields::many2many("Tags", "res.partner.category")},
            {"company_id", fields::many2one("Company", "res.company")},
            {"user_id", fields::many2one("Salesperson", "res.users")}};
}

Model partner() {
    Model model{"res.partner", "Contact", partner_fields(), "base"};
    model.grants = {users_do_everything};
    return model;
}

Model partner_category() {
    Model model{"res.partner.category",
                "Contact tag",
                {{"name", fields::character("Name", {.required = true})},
                 {"parent_id", fields::many2one("Parent", "res.partner.category")},
                 {"child_ids", fields::one2many("Children", "res.partner.category", "parent_id")},
                 {"color", fields::integer("Color")},
                 {"active", fields::boolean("Active")}},
                "base"};
    model.grants = {users_read};
    return model;
}

}  // namespace

std::vector<Model> people_models() {
    return {users(), groups(), company(), partner(), partner_category()};
}

}  // namespace outfield
