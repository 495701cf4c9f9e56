// What the tests of this room start from: a catalog with a module, a directory to store into, an
// administrator, two users, and calls whose arguments and answers are JSON.
#pragma once

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <outfield/error.h>
#include <outfield/instance.h>

#include <boost/json.hpp>
#include <filesystem>
#include <string>

#include "access/access.h"
#include "base/base64.h"
#include "instance/rooms.h"
#include "methods/methods.h"
#include "sql/temporary_directory.h"
#include "sql/trial_database.h"

namespace outfield::methods {

inline Module sale_module() {
    Module sale("sale", "Sales");
    sale.groups = {{"sale.manager", "Sales manager", {"base.group_user"}}};
    const std::vector<Grant> grants{{"base.group_user", true}, {"sale.manager", true, true, true, true}};
    sale.model("sale.tag", "Tag", {{"name", fields::character("Name")}}, grants);
    sale.model("sale.document", "Document",
               {{"name", fields::character("Name", {.required = true, .help = "What it is called"})},
                {"note", fields::text("Note")},
                {"count", fields::integer("Count")},
                {"amount", fields::floating("Amount")},
                {"open", fields::boolean("Open")},
                {"day", fields::date("Day")},
                {"moment", fields::datetime("Moment")},
                {"state", fields::selection("State", {{"draft", "Draft"}, {"done", "Done"}})},
                {"partner_id", fields::many2one("Partner", "res.partner")},
                {"line_ids", fields::one2many("Lines", "sale.line", "document_id")},
                {"tag_ids", fields::many2many("Tags", "sale.tag")},
                {"scan", fields::binary("Scan")},
                {"file", fields::binary("File", {.store = "directory"})}},
               grants);
    sale.model("sale.line", "Line",
               {{"text", fields::character("Text")},
                {"document_id", fields::many2one("Document", "sale.document", {.required = true})}},
               grants);
    sale.model("sale.secret", "Secret",
               {{"name", fields::character("Name")},
                {"document_id", fields::many2one("Document", "sale.document")}});
    sale.model("sale.case", "Case",
               {{"name", fields::character("Name")},
                {"secret_id", fields::many2one("Secret", "sale.secret")},
                {"file_id", fields::many2one("File", "ir.attachment")},
                {"file_ids", fields::many2many("Files", "ir.attachment")}},
               grants);
    return sale;
}

inline wire::Value from_json(const boost::json::value& value) {
    if (value.is_bool()) return value.get_bool();
    if (value.is_int64()) return value.get_int64();
    if (value.is_double()) return value.get_double();
    if (value.is_string()) return std::string(value.get_string());
    if (const auto* list = value.if_array()) {
        wire::List out;
        for (const auto& item : *list) out.push_back(from_json(item));
        return out;
    }
    if (const auto* object = value.if_object()) {
        wire::Struct out;
        for (const auto& [name, member] : *object) out.set(std::string(name), from_json(member));
        return out;
    }
    return {};
}

inline boost::json::value to_json(const wire::Value& value) {
    if (const auto* flag = value.as<bool>()) return *flag;
    if (const auto* number = value.as<std::int64_t>()) return *number;
    if (const auto* real = value.as<double>()) return *real;
    if (const auto* text = value.as<std::string>()) return boost::json::string(*text);
    if (const auto* content = value.as<std::shared_ptr<const wire::Content>>()) {
        StringSink bytes;
        (*content)->deliver(bytes);
        return boost::json::string("streamed " + std::to_string(bytes.text.size()));
    }
    if (const auto* list = value.as<wire::List>()) {
        boost::json::array out;
        for (const auto& item : *list) out.push_back(to_json(item));
        return out;
    }
    if (const auto* members = value.as<wire::Struct>()) {
        boost::json::object out;
        for (const auto& [name, member] : *members) out[name] = to_json(member);
        return out;
    }
    return nullptr;
}

class MethodsTest : public testing::Test {
  protected:
    static constexpr RecordId admin = 2;

    MethodsTest() {
        std::filesystem::create_directory(folder.file("disk"));
        instance.install({sale_module()});
        instance.configurations().add("disk", "directory", Settings({{"path", folder.file("disk")}}));
        instance.containers().create("disk", "sales", {.retention = std::chrono::seconds(0)});
        instance.containers().assign("disk/sales", "sale");
        as(admin);
    }

    // Who calls from here on.
    void as(RecordId user, std::string scope = {}) {
        identity = access.find_user(user).value();
        identity.scope = std::move(scope);
    }
    RecordId add_user(const std::string& login, const std::string& groups = "base.group_user") {
        as(admin);
        auto values = wire::Struct{{"name", "User " + login}, {"login", login}};
        wire::List links;
        const auto group = instance.records().search("res.groups", Domain{{"full_name", "=", groups}}).at(0);
        links.emplace_back(wire::List{4, group});
        values.set("groups_id", std::move(links));
        const auto id = methods.call({identity, "192.0.2.7", {}}, "res.users", "create", {values}, {});
        return *id.as<std::int64_t>();
    }

    // The answer as JSON; "KIND: message" when the call is refused, "ERROR KIND: message" when it fails.
    std::string call(std::string_view model, std::string_view method, std::string_view args = "[]",
                     std::string_view kwargs = "{}") {
        const auto list = from_json(boost::json::parse(args));
        const auto keywords = from_json(boost::json::parse(kwargs));
        return call_with(model, method, *list.as<wire::List>(), *keywords.as<wire::Struct>());
    }
    std::string call_with(std::string_view model, std::string_view method, const wire::List& args,
                          const wire::Struct& kwargs = {}) {
        static constexpr const char* kinds[] = {"application", "user",   "missing",
                                                "validation",  "denied", "access"};
        try {
            return boost::json::serialize(
                to_json(methods.call({identity, "192.0.2.7", {}}, model, method, args, kwargs)));
        } catch (const Refusal& refusal) {
            return std::string(kinds[static_cast<int>(refusal.kind())]) + ": " + refusal.what();
        } catch (const Error& error) {
            return "ERROR " + std::string(outfield::to_string(error.kind())) + ": " + error.what();
        }
    }
    RecordId create(std::string_view model, std::string_view values) {
        const auto answer = call(model, "create", "[" + std::string(values) + "]");
        EXPECT_THAT(answer, testing::MatchesRegex("[0-9]+"));
        return answer.find_first_not_of("0123456789") == answer.npos ? std::stoll(answer) : 0;
    }

    // "action model,record detail" of the newest entries that name a model.
    std::vector<std::string> audited(std::size_t count) {
        std::vector<std::string> lines;
        for (const auto& entry : access.audit_entries(0, 100))
            if (!entry.model.empty() && lines.size() < count)
                lines.push_back(entry.action + ' ' + entry.model + ',' + std::to_string(entry.record) +
                                (entry.detail.empty() ? "" : ' ' + entry.detail));
        return lines;
    }

    static std::string base64(std::string_view bytes) {
        return base64_encode(std::as_bytes(std::span(bytes)));
    }

    sql::TemporaryDirectory folder;
    sql::TrialDatabase database;
    Instance instance = Instance::create(database.url(), folder.file("sealing.key"));
    access::Access access{Rooms(instance).catalog(), instance.registry()};
    Methods methods{instance, access};
    access::Identity identity;
};

}  // namespace outfield::methods
