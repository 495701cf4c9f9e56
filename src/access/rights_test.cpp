#include "access/rights.h"

#include "access/access_scene.h"

namespace outfield::access {
namespace {

using testing::StartsWith;

constexpr Right every_right[] = {Right::read, Right::write, Right::create, Right::unlink};

class RightsTest : public AccessTest {
  protected:
    // "rwcu", with a dash for what is refused.
    std::string rights(const Identity& identity, const std::string& model) {
        std::string all;
        for (const auto right : every_right)
            all += access.may(identity, model, right) ? to_string(right).front() : '-';
        return all;
    }
    std::string file_rights(const Identity& identity, const std::string& model) {
        std::string all;
        for (const auto right : every_right)
            all += access.may_files(identity, model, right) ? to_string(right).front() : '-';
        return all;
    }
    static Identity with_scope(Identity identity, const std::string& scope) {
        identity.scope = scope;
        return identity;
    }

    Identity nobody = *access.find_user(add_user("nobody", {}));
    Identity user = *access.find_user(add_user("user", {"sale.user"}));
    Identity manager = *access.find_user(add_user("manager", {"sale.manager"}));
    Identity administrator = *access.find_user(admin);
};

TEST_F(RightsTest, WhatIsNotGrantedIsRefused) {
    EXPECT_EQ(rights(nobody, "sale.document"), "----");
    EXPECT_EQ(rights(user, "sale.document"), "r---");
    EXPECT_EQ(rights(manager, "sale.document"), "rwcu");
    EXPECT_EQ(rights(administrator, "sale.document"), "rwcu");
    EXPECT_EQ(rights(system_identity(), "sale.document"), "rwcu");
    EXPECT_EQ(rights(manager, "no.model"), "----");
    EXPECT_EQ(rights(administrator, "no.model"), "----");
}

TEST_F(RightsTest, UsersAndStorageAreForAdministrators) {
    EXPECT_EQ(rights(manager, "res.users"), "r---");
    for (const auto* model : {"external.storage.configuration", "external.storage.container"}) {
        EXPECT_EQ(rights(manager, model), "----") << model;
        EXPECT_EQ(rights(administrator, model), "rwcu") << model;
    }
}

TEST_F(RightsTest, AKeyForReadingReads) {
    EXPECT_EQ(rights(with_scope(manager, "read"), "sale.document"), "r---");
    EXPECT_EQ(rights(with_scope(administrator, "read"), "sale.document"), "r---");
    EXPECT_EQ(rights(with_scope(nobody, "read"), "sale.document"), "----");
    EXPECT_EQ(file_rights(with_scope(manager, "read"), "sale.document"), "r---");
}

TEST_F(RightsTest, AKeyForFilesReachesFilesAlone) {
    const auto key = with_scope(manager, "files");
    EXPECT_EQ(rights(key, "sale.document"), "----");
    EXPECT_EQ(file_rights(key, "sale.document"), "rwcu");
    EXPECT_EQ(file_rights(with_scope(user, "files"), "sale.document"), "r---");
    EXPECT_EQ(file_rights(with_scope(nobody, "files"), "sale.document"), "----");
    EXPECT_EQ(rights(key, "ir.attachment"), "rwcu");
    EXPECT_EQ(rights(with_scope(administrator, "files"), "res.users"), "----");
}

TEST_F(RightsTest, AScopeThatIsNotKnownAllowsNothing) {
    EXPECT_EQ(rights(with_scope(administrator, "other"), "sale.document"), "----");
    EXPECT_EQ(file_rights(with_scope(administrator, "other"), "sale.document"), "----");
}

TEST_F(RightsTest, RefusalsSayWhoMay) {
    const auto refusal = [&](const Identity& identity, const std::string& model, Right right) {
        return fault([&] { access.require(identity, model, right); });
    };
    EXPECT_EQ(refusal(manager, "sale.document", Right::unlink), "");
    EXPECT_EQ(refusal(user, "sale.document", Right::unlink),
              "denied: 'user' may not delete records of sale.document: that is for administrators and the "
              "groups sale.manager");
    EXPECT_EQ(refusal(user, "external.storage.configuration", Right::read),
              "denied: 'user' may not read records of external.storage.configuration: that is for "
              "administrators alone");
    EXPECT_EQ(refusal(with_scope(manager, "read"), "sale.document", Right::write),
              "denied: this API key is for reading alone, not to write records of sale.document");
    EXPECT_EQ(refusal(with_scope(manager, "files"), "sale.document", Right::read),
              "denied: this API key is for files alone, not to read records of sale.document");
    EXPECT_EQ(
        fault([&] { access.require_files(with_scope(manager, "files"), "sale.document", Right::read); }), "");
    EXPECT_THAT(refusal(user, "sale.documen", Right::read), StartsWith("not found"));
}

}  // namespace
}  // namespace outfield::access
