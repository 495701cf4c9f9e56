// A scene with every kind of relation, for the tests of many2manys and commands.
#pragma once

#include "records/scene.h"

namespace outfield {

inline std::vector<Module> relations_modules() {
    Module m("m");
    m.model("m.tag", "Tag",
            {{"name", fields::character("Name")},
             {"parent_id", fields::many2one("Parent", "m.tag")},
             {"documents", fields::many2many("Documents", "m.document", "tags")}});
    m.model("m.document", "Document",
            {{"name", fields::character("Name")},
             {"tags", fields::many2many("Tags", "m.tag")},
             {"friends", fields::many2many("Friends", "m.document")},
             {"lines", fields::one2many("Lines", "m.line", "document")},
             {"notes", fields::one2many("Notes", "m.note", "document")},
             {"tag", fields::many2one("Tag", "m.tag")},
             {"file", fields::binary("File")}});
    m.model("m.line", "Line",
            {{"name", fields::character("Name", {.required = true, .size = 10})},
             {"document", fields::many2one("Document", "m.document", {.required = true})},
             {"tags", fields::many2many("Tags", "m.tag")},
             {"file", fields::binary("File")}});
    m.model("m.note", "Note",
            {{"name", fields::character("Name")},
             {"document", fields::many2one("Document", "m.document")},
             {"parent_id", fields::many2one("Parent", "m.note")},
             {"children", fields::one2many("Children", "m.note", "parent_id")},
             {"attachment", fields::many2one("Attachment", "ir.attachment")},
             {"file", fields::binary("File", {.store = "database"})}});
    m.model("m.seal", "Seal", {{"line", fields::many2one("Line", "m.line", {.required = true})}});
    return {m};
}

class RelationsTest : public testing::Test {
  protected:
    using Kind = Command::Kind;

    RecordId tag(const char* name) { return records.create("m.tag", {{"name", name}}); }
    RecordId document(Values values = {}) { return records.create("m.document", values); }
    RecordIds ids(const char* model, RecordId id, const char* field) {
        return std::get<RecordIds>(value(model, id, field));
    }
    Value value(const char* model, RecordId id, const char* field) {
        return records.read(model, {id}, {field}).at(0).values.at(field);
    }
    std::string name(const char* model, RecordId id) {
        return std::get<std::string>(value(model, id, "name"));
    }
    std::int64_t live() { return scene.number("SELECT count(*) FROM outfield_blob WHERE state = 1"); }
    std::int64_t condemned() { return scene.number("SELECT count(*) FROM outfield_blob WHERE state = 2"); }

    static Command create(Values values) { return {Kind::create, 0, std::move(values)}; }
    static Command update(RecordId id, Values values) { return {Kind::update, id, std::move(values)}; }
    static Command remove(RecordId id) { return {Kind::remove, id}; }
    static Command unlink(RecordId id) { return {Kind::unlink, id}; }
    static Command link(RecordId id) { return {Kind::link, id}; }
    static Command clear() { return {Kind::clear}; }
    static Command set(RecordIds ids) { return {Kind::set, 0, {}, std::move(ids)}; }

    std::string refusal(RecordId id, const char* field, Command command) {
        return fault([&] { records.write("m.document", {id}, {{field, Commands{std::move(command)}}}); });
    }
    void write(RecordId id, const char* field, Commands commands) {
        records.write("m.document", {id}, {{field, std::move(commands)}});
    }

    Scene scene{relations_modules()};
    Records& records = scene.records;
};

}  // namespace outfield
