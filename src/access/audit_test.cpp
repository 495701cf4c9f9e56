#include "access/access_scene.h"

namespace outfield::access {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::IsEmpty;

TEST_F(AccessTest, EntriesComeNewestFirstAndInPages) {
    for (const auto* action : {"one", "two", "three"}) access.audit(system_identity(), "", action);
    EXPECT_THAT(audited(2), ElementsAre("__system__  three ,0 ", "__system__  two ,0 "));
    const auto last = access.audit_entries(0, 2).back().id;
    ASSERT_EQ(access.audit_entries(last, 10).size(), 1U);
    EXPECT_EQ(access.audit_entries(last, 10)[0].action, "one");
    EXPECT_THAT(access.audit_entries(0, 0), IsEmpty());
}

TEST_F(AccessTest, AnEntrySaysWhoWhatAndWhen) {
    const auto before = now();
    Identity who;
    who.user = 7;
    who.login = "demo\n";
    access.audit(who, peer, "unlink", "sale.document", 42, "name, file");
    const auto entry = access.audit_entries(0, 1).at(0);
    EXPECT_GE(entry.time, before);
    EXPECT_LE(entry.time, now());
    EXPECT_EQ(entry.user, 7);
    EXPECT_EQ(audited(),
              std::vector<std::string>{"'demo\\x0a' 192.0.2.7 unlink sale.document,42 name, file"});
}

TEST_F(AccessTest, OldEntriesAreForgotten) {
    change([](sql::Connection& connection) {
        for (int i = 0; i < 2'500; ++i)
            connection.execute(
                "INSERT INTO outfield_audit (time, user_id, login, peer, action, model, record, detail) "
                "VALUES (1, 0, '', '', 'old', '', 0, '')");
    });
    access.audit(system_identity(), "", "new");
    EXPECT_EQ(access.prune_audit(now() - 1h), 2'500U);
    EXPECT_EQ(access.prune_audit(now() - 1h), 0U);
    EXPECT_THAT(audited(), ElementsAre("__system__  new ,0 "));
}

}  // namespace
}  // namespace outfield::access
