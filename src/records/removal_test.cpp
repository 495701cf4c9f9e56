#include "records/relations_scene.h"

namespace outfield {
namespace {

class RemovalTest : public RelationsTest {
  protected:
    RecordId attachment(const char* model, RecordId id, const char* bytes = "x") {
        return records.create(
            "ir.attachment",
            {{"name", "a"}, {"res_model", model}, {"res_id", id}, {"datas", Scene::upload(bytes)}});
    }
};

TEST_F(RemovalTest, AttachmentsGoAlong) {
    const auto a = document(), b = document();
    const auto gone = attachment("m.document", a), field = attachment("m.document", a);
    records.write("ir.attachment", {field}, {{"res_field", "file"}});
    const auto of_b = attachment("m.document", b), of_tag = attachment("m.tag", a);
    const auto of_gone = attachment("ir.attachment", gone);
    const auto note = records.create("m.note", {{"attachment", gone}});
    records.unlink("m.document", {a});
    EXPECT_EQ(records.search("ir.attachment"), (RecordIds{of_b, of_tag, of_gone}));
    EXPECT_EQ(live(), 3);
    EXPECT_EQ(condemned(), 2);
    EXPECT_TRUE(std::holds_alternative<std::monostate>(value("m.note", note, "attachment")));
    EXPECT_EQ(
        scene.number("SELECT count(*) FROM outfield_trash WHERE model = 'ir.attachment' AND reason = 2"), 2);
}

TEST_F(RemovalTest, ExternalIdentifiersGoAlong) {
    const auto a = document(), b = document();
    const auto identifier = [&](const char* name, const char* model, RecordId id) {
        return records.create("ir.model.data",
                              {{"module", "m"}, {"name", name}, {"model", model}, {"res_id", id}});
    };
    identifier("a", "m.document", a);
    const auto of_b = identifier("b", "m.document", b), of_tag = identifier("tag", "m.tag", a);
    identifier("paper", "ir.attachment", attachment("m.document", a));
    records.unlink("m.document", {a});
    EXPECT_EQ(
        records.search("ir.model.data",
                       {{"module", "=", "m"},
                        {"model", "in", std::vector<Leaf::Scalar>{"m.document", "m.tag", "ir.attachment"}}}),
        (RecordIds{of_b, of_tag}));
}

TEST_F(RemovalTest, AttachmentsOfAttachmentsGoOneStep) {
    const auto a = attachment("m.document", 0), b = attachment("ir.attachment", a),
               c = attachment("ir.attachment", b);
    records.write("ir.attachment", {a}, {{"res_model", "ir.attachment"}, {"res_id", a}});
    records.unlink("ir.attachment", {a});
    EXPECT_EQ(records.search("ir.attachment"), RecordIds{c});
    EXPECT_EQ(condemned(), 2);
}

TEST_F(RemovalTest, ARefusedOneKeepsItsAttachments) {
    const auto a = document({{"lines", Commands{create({{"name", "1"}})}}});
    attachment("m.document", a);
    EXPECT_THAT(fault([&] { records.unlink("m.document", {a}); }), testing::StartsWith("conflict: "));
    EXPECT_EQ(records.count("ir.attachment"), 1U);
    EXPECT_EQ(condemned(), 0);
}

TEST_F(RemovalTest, CommandsTakeThemAlong) {
    const auto a = document({{"lines", Commands{create({{"name", "1"}})}}});
    attachment("m.line", ids("m.document", a, "lines").at(0));
    write(a, "lines", {clear()});
    EXPECT_EQ(records.count("ir.attachment"), 0U);
    EXPECT_EQ(condemned(), 1);
}

TEST_F(RemovalTest, AUserWhoGoesIsNobodysAuthor) {
    const auto user = records.create("res.users", {{"name", "Eve"}, {"login", "eve"}});
    const auto id = records.create("m.document", Values{}, user);
    EXPECT_EQ(records.search("m.document", {{"create_uid.name", "=", "Eve"}}), RecordIds{id});
    EXPECT_EQ(records.search("m.document", {{"write_uid", "=", "Eve"}}, {0, {}, "create_uid"}),
              RecordIds{id});
    records.unlink("res.users", {user});
    EXPECT_TRUE(std::holds_alternative<std::monostate>(value("m.document", id, "create_uid")));
    EXPECT_TRUE(std::holds_alternative<std::monostate>(value("m.document", id, "write_uid")));
}

}  // namespace
}  // namespace outfield
