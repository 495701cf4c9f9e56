#include "records/relations_scene.h"

namespace outfield {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

class CommandsTest : public RelationsTest {};

TEST_F(CommandsTest, CreateMakesRecordsThatBelongHere) {
    const auto id = document({{"name", "a"},
                              {"lines", Commands{create({{"name", "1"}}), create({{"name", "2"}})}},
                              {"tags", Commands{create({{"name", "red"}})}}});
    const auto lines = ids("m.document", id, "lines");
    ASSERT_EQ(lines.size(), 2U);
    EXPECT_EQ(name("m.line", lines[0]), "1");
    EXPECT_EQ(name("m.line", lines[1]), "2");
    const auto tags = ids("m.document", id, "tags");
    ASSERT_EQ(tags.size(), 1U);
    EXPECT_EQ(name("m.tag", tags[0]), "red");
    // Whatever they say themselves.
    const auto other = document();
    write(id, "notes", {create({{"name", "n"}, {"document", other}})});
    EXPECT_EQ(ids("m.document", id, "notes").size(), 1U);
    EXPECT_EQ(ids("m.document", other, "notes"), RecordIds{});
}

TEST_F(CommandsTest, CommandsGoDeepWithTheirFiles) {
    const auto id = document(
        {{"file", Scene::upload("0")},
         {"lines", Commands{create({{"name", "1"},
                                    {"file", Scene::upload("line")},
                                    {"tags", Commands{create({{"name", "deep"}})}}})}},
         {"notes", Commands{create({{"file", Scene::upload("note")},
                                    {"children", Commands{create({{"file", Scene::upload("child")}})}}})}}});
    const auto hash = [&](const char* model, RecordId record) {
        return std::get<Attachment>(value(model, record, "file")).sha256;
    };
    const auto line = ids("m.document", id, "lines").at(0), note = ids("m.document", id, "notes").at(0);
    EXPECT_EQ(hash("m.document", id), sha256_of("0"));
    EXPECT_EQ(hash("m.line", line), sha256_of("line"));
    EXPECT_EQ(hash("m.note", note), sha256_of("note"));
    EXPECT_EQ(hash("m.note", ids("m.note", note, "children").at(0)), sha256_of("child"));
    EXPECT_EQ(name("m.tag", ids("m.line", line, "tags").at(0)), "deep");
    write(id, "lines", {update(line, {{"name", "new"}, {"file", Scene::upload("newer")}})});
    EXPECT_EQ(hash("m.line", line), sha256_of("newer"));
    EXPECT_EQ(name("m.line", line), "new");
    EXPECT_EQ(live(), 4);
    EXPECT_EQ(condemned(), 1);
}

TEST_F(CommandsTest, AFailureLeavesNothing) {
    const auto large = std::string(3U << 20U, 'x');
    EXPECT_EQ(fault([&] {
                  document({{"name", "a"},
                            {"lines", Commands{create({{"name", "1"}, {"file", Scene::upload(large)}}),
                                               update(99, {{"name", "2"}})}}});
              }),
              "not found: there is no record m.line,99 in field 'lines' of m.document,1");
    EXPECT_EQ(records.count("m.document"), 0U);
    EXPECT_EQ(records.count("m.line"), 0U);
    EXPECT_EQ(live(), 0);
    EXPECT_EQ(scene.number("SELECT count(*) FROM outfield_attachment"), 0);
    EXPECT_THAT(fault([&] {
                    document({{"lines", Commands{create({{"name", "longer than ten"}})}}});
                }),
                StartsWith("invalid: model 'm.line', field 'name': the text has 15 characters"));
    EXPECT_THAT(fault([&] {
                    document({{"lines", Commands{create({})}}});
                }),
                StartsWith("invalid: model 'm.line', field 'name': it is required"));
    EXPECT_THAT(fault([&] {
                    document({{"lines", Commands{create({{"nme", "x"}})}}});
                }),
                StartsWith("not found: there is no field 'nme' on model 'm.line'"));
}

TEST_F(CommandsTest, UpdateAndRemoveReachOnlyWhatBelongsHere) {
    const auto a = document({{"lines", Commands{create({{"name", "1"}})}}}), b = document();
    const auto line = ids("m.document", a, "lines").at(0);
    const auto missing = "not found: there is no record m.line," + std::to_string(line) +
                         " in field 'lines' of m.document," + std::to_string(b);
    EXPECT_EQ(refusal(b, "lines", update(line, {{"name", "x"}})), missing);
    EXPECT_EQ(refusal(b, "lines", remove(line)), missing);
    EXPECT_THAT(refusal(b, "tags", remove(tag("red"))), StartsWith("not found: there is no record m.tag,"));
    write(a, "lines", {remove(line)});
    EXPECT_EQ(records.count("m.line"), 0U);
}

TEST_F(CommandsTest, RemovalObeysTheRulesOfUnlink) {
    const auto a = document({{"lines", Commands{create({{"name", "1"}, {"file", Scene::upload("x")}})}}});
    const auto line = ids("m.document", a, "lines").at(0);
    const auto seal = records.create("m.seal", {{"line", line}});
    EXPECT_EQ(refusal(a, "lines", remove(line)), "conflict: m.line," + std::to_string(line) +
                                                     " is needed by m.seal," + std::to_string(seal) +
                                                     ": its field 'line' is required");
    EXPECT_EQ(live(), 1);
    records.unlink("m.seal", {seal});
    write(a, "lines", {clear()});
    EXPECT_EQ(records.count("m.line"), 0U);
    EXPECT_EQ(live(), 0);
    EXPECT_EQ(condemned(), 1);
}

TEST_F(CommandsTest, UnlinkLinkClearAndSet) {
    const auto a = document({{"notes", Commands{create({}), create({}), create({})}}}), b = document();
    const auto notes = ids("m.document", a, "notes");
    write(a, "notes", {unlink(notes[0])});
    EXPECT_EQ(ids("m.document", a, "notes"), (RecordIds{notes[1], notes[2]}));
    EXPECT_TRUE(std::holds_alternative<std::monostate>(value("m.note", notes[0], "document")));
    write(b, "notes", {link(notes[1]), unlink(notes[2]), link(notes[1])});
    EXPECT_EQ(ids("m.document", a, "notes"), RecordIds{notes[2]});
    EXPECT_EQ(ids("m.document", b, "notes"), RecordIds{notes[1]});
    write(a, "notes", {set({notes[1], notes[0]})});
    EXPECT_EQ(ids("m.document", a, "notes"), (RecordIds{notes[0], notes[1]}));
    EXPECT_EQ(ids("m.document", b, "notes"), RecordIds{});
    write(a, "notes", {clear(), link(notes[2])});
    EXPECT_EQ(ids("m.document", a, "notes"), RecordIds{notes[2]});
    EXPECT_EQ(records.count("m.note"), 3U);

    const auto red = tag("red"), blue = tag("blue"), green = tag("green");
    write(a, "tags", {link(red), link(blue), link(red)});
    write(a, "tags", {unlink(red), unlink(green)});
    EXPECT_EQ(ids("m.document", a, "tags"), RecordIds{blue});
    write(a, "tags", {set({green, red})});
    EXPECT_EQ(ids("m.document", a, "tags"), (RecordIds{red, green}));
    write(a, "tags", {update(green, {{"name", "lime"}}), remove(red)});
    EXPECT_EQ(ids("m.document", a, "tags"), RecordIds{green});
    EXPECT_EQ(name("m.tag", green), "lime");
    write(a, "tags", {clear()});
    EXPECT_EQ(ids("m.document", a, "tags"), RecordIds{});
    EXPECT_EQ(records.count("m.tag"), 2U);
    EXPECT_EQ(refusal(a, "notes", link(99)),
              "invalid: model 'm.document', field 'notes': there is no record m.note,99");
    EXPECT_EQ(refusal(a, "tags", link(red)),
              "invalid: model 'm.document', field 'tags': there is no record m.tag," + std::to_string(red));
}

TEST_F(CommandsTest, WhatCannotBeAloneIsDeleted) {
    const auto a = document(
        {{"lines", Commands{create({{"name", "1"}}), create({{"name", "2"}}), create({{"name", "3"}})}}});
    const auto lines = ids("m.document", a, "lines");
    write(a, "lines", {unlink(lines[0])});
    EXPECT_EQ(records.search("m.line"), (RecordIds{lines[1], lines[2]}));
    write(a, "lines", {set({lines[2]})});
    EXPECT_EQ(records.search("m.line"), RecordIds{lines[2]});
    records.write("m.document", {a}, {{"lines", std::monostate{}}});
    EXPECT_EQ(records.count("m.line"), 0U);
}

TEST_F(CommandsTest, SeveralRecordsRunThemEach) {
    const auto a = document(), b = document();
    records.write("m.document", {a, b},
                  {{"name", "both"}, {"notes", Commands{create({{"file", Scene::upload("same")}})}}});
    for (const auto id : {a, b}) {
        const auto note = ids("m.document", id, "notes").at(0);
        EXPECT_EQ(std::get<Attachment>(value("m.note", note, "file")).sha256, sha256_of("same"));
    }
    EXPECT_EQ(live(), 2);
}

TEST_F(CommandsTest, DepthIsBounded) {
    const auto nested = [&](int depth) {
        Values values;
        for (int i = 0; i < depth; ++i) values = {{"children", Commands{create(values)}}};
        return fault([&] { records.create("m.note", values); });
    };
    EXPECT_EQ(nested(16), "");
    EXPECT_EQ(records.count("m.note"), 17U);
    EXPECT_EQ(nested(17), "invalid: model 'm.note', field 'children': commands are nested more than 16 deep");
}

TEST_F(CommandsTest, NoRecordDeletesItselfOrPointsToWhatWent) {
    const auto a = document();
    write(a, "friends", {link(a)});
    EXPECT_EQ(refusal(a, "friends", remove(a)), "conflict: m.document," + std::to_string(a) +
                                                    " is deleted by a command of its own field 'friends'");
    EXPECT_EQ(records.count("m.document"), 1U);
    const auto red = tag("red");
    write(a, "tags", {link(red)});
    EXPECT_EQ(
        fault([&] {
            records.write(
                "m.document", {a},
                {{"tags", Commands{update(red, {{"documents", Commands{create({{"tag", red}})}}}),
                                   remove(red), create({{"documents", Commands{create({{"tag", red}})}}})}}});
        }),
        "invalid: model 'm.document', field 'tag': there is no record m.tag," + std::to_string(red));
    EXPECT_THAT(refusal(a, "tags", {static_cast<Kind>(7)}), HasSubstr("field 'tags': there is no command 7"));
}

TEST_F(CommandsTest, AuthorsAreKept) {
    const auto id = records.create("m.document", Values{{"notes", Commands{create({{"name", "n"}})}}}, 1);
    const auto note = ids("m.document", id, "notes").at(0);
    EXPECT_EQ(std::get<std::int64_t>(value("m.document", id, "create_uid")), 1);
    EXPECT_EQ(std::get<std::int64_t>(value("m.note", note, "write_uid")), 1);
    records.write("m.document", {id}, {{"notes", Commands{unlink(note)}}}, 2);
    EXPECT_EQ(std::get<std::int64_t>(value("m.document", id, "create_uid")), 1);
    EXPECT_EQ(std::get<std::int64_t>(value("m.document", id, "write_uid")), 2);
    EXPECT_EQ(std::get<std::int64_t>(value("m.note", note, "write_uid")), 2);
    records.write("m.document", {id}, {{"name", "x"}});
    EXPECT_TRUE(std::holds_alternative<std::monostate>(value("m.document", id, "write_uid")));
    EXPECT_EQ(records.search("m.document", {{"create_uid", "=", 1}}), RecordIds{id});
    EXPECT_EQ(records.search("m.document", {{"write_uid", "=", false}}), RecordIds{id});
    EXPECT_EQ(records.search("m.document", {{"create_uid", "=", 2}}), RecordIds{});
    EXPECT_THAT(fault([&] { document({{"create_uid", std::int64_t{1}}}); }), HasSubstr("cannot be written"));
}

}  // namespace
}  // namespace outfield
