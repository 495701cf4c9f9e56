#include "access/access_scene.h"

namespace outfield::access {
namespace {

using testing::HasSubstr;

class AdministratorsTest : public AccessTest {
  protected:
    using Leaving = Access::Leaving;

    AdministratorsTest() { access.create_administrator(); }

    RecordId group(const std::string& name) {
        return number("SELECT \"id\" FROM res_groups WHERE \"full_name\" = '" + name + "'");
    }
    std::string leaves(const RecordIds& users) {
        return fault([&] { access.keep_an_administrator(users, Leaving::yes); });
    }
    std::string changes(const RecordIds& users, const Commands& commands) {
        return fault([&] { access.keep_an_administrator(users, Leaving::no, commands); });
    }
};

TEST_F(AdministratorsTest, TheLastOneStays) {
    const auto clerk = add_user("clerk", {"sale.user"});
    EXPECT_THAT(leaves({admin}), HasSubstr("nobody would be an administrator any more"));
    EXPECT_THAT(leaves({clerk, admin}), HasSubstr("conflict"));
    EXPECT_EQ(leaves({clerk}), "");
}

TEST_F(AdministratorsTest, OneOfSeveralMayGo) {
    const auto second = add_user("second", {"base.group_system"});
    EXPECT_EQ(leaves({admin}), "");
    EXPECT_EQ(leaves({second}), "");
    EXPECT_NE(leaves({admin, second}), "");
    deactivate(second);
    EXPECT_NE(leaves({admin}), "");
}

TEST_F(AdministratorsTest, TheGroupsOfTheLastOneAreKept) {
    const auto system = group("base.group_system"), sale = group("sale.user");
    using Kind = Command::Kind;
    EXPECT_EQ(changes({admin}, {{.kind = Kind::link, .id = sale}}), "");
    EXPECT_EQ(changes({admin}, {{.kind = Kind::unlink, .id = sale}}), "");
    EXPECT_EQ(changes({admin}, {{.kind = Kind::set, .ids = {sale, system}}}), "");
    EXPECT_EQ(changes({admin}, {{.kind = Kind::clear}, {.kind = Kind::link, .id = system}}), "");
    EXPECT_NE(changes({admin}, {{.kind = Kind::unlink, .id = system}}), "");
    EXPECT_NE(changes({admin}, {{.kind = Kind::remove, .id = system}}), "");
    EXPECT_NE(changes({admin}, {{.kind = Kind::clear}}), "");
    EXPECT_NE(changes({admin}, {{.kind = Kind::set, .ids = {sale}}}), "");
}

}  // namespace
}  // namespace outfield::access
