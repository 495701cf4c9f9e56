#include "access/administrators.h"

#include "access/access_scene.h"

namespace outfield::access {
namespace {

using testing::HasSubstr;

class AdministratorsTest : public AccessTest {
  protected:
    AdministratorsTest() { access.create_administrator(); }

    // What is said when this was changed; then it is undone.
    std::string after(const std::string& change, const std::string& more = {}) {
        struct Undone {};
        std::string said;
        try {
            catalog.database().write([&](sql::Connection& connection) {
                connection.execute(change);
                if (!more.empty()) connection.execute(more);
                said = fault([&] { require_an_administrator(connection, registry); });
                throw Undone();
            });
        } catch (const Undone&) {
        }
        return said;
    }
    static std::string deactivating(RecordId user) {
        return fmt::format("UPDATE res_users SET \"active\" = 0 WHERE \"id\" = {}", user);
    }
    static std::string leaving(RecordId user, const std::string& group) {
        return fmt::format(
            "DELETE FROM res_users__groups_id WHERE \"record\" = {} AND \"target\" = (SELECT \"id\" FROM "
            "res_groups WHERE \"full_name\" = '{}')",
            user, group);
    }
};

TEST_F(AdministratorsTest, TheLastOneStays) {
    const auto clerk = add_user("clerk", {"sale.user"});
    EXPECT_THAT(after(deactivating(admin)), HasSubstr("conflict: nobody would be an administrator any more"));
    EXPECT_NE(after(leaving(admin, "base.group_system")), "");
    EXPECT_EQ(after(leaving(admin, "base.group_user")), "");
    EXPECT_EQ(after(deactivating(clerk)), "");
    EXPECT_NE(after("DELETE FROM res_users__groups_id"), "");
}

TEST_F(AdministratorsTest, OneOfSeveralMayGo) {
    const auto second = add_user("second", {"base.group_system"});
    EXPECT_EQ(after(deactivating(admin)), "");
    EXPECT_EQ(after(deactivating(second)), "");
    EXPECT_NE(after(deactivating(admin), deactivating(second)), "");
    EXPECT_NE(after(deactivating(admin), leaving(second, "base.group_system")), "");
    deactivate(second);
    EXPECT_NE(after(deactivating(admin)), "");
}

}  // namespace
}  // namespace outfield::access
