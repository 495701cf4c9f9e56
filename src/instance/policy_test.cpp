// The IAM policy: what is in use and nothing else.
#include <gmock/gmock.h>
#include <outfield/error.h>
#include <outfield/instance.h>

#include <algorithm>
#include <boost/json.hpp>
#include <map>
#include <string>
#include <vector>

#include "catalog/catalog.h"
#include "catalog/containers.h"
#include "instance/rooms.h"
#include "sql/temporary_directory.h"
#include "sql/trial_database.h"

namespace outfield {
namespace {

namespace json = boost::json;
using testing::ElementsAre;
using testing::IsEmpty;

class PolicyTest : public testing::Test {
  protected:
    PolicyTest() {
        Module sale("sale", "Sales");
        sale.model("sale.document", "Sale document", {{"file", fields::binary("File", {.store = "s3"})}});
        outfield.install({sale});
        add("amazon", {});
    }

    void add(const std::string& name, std::map<std::string, std::string> settings) {
        settings["access_key_id"] = "A";
        outfield.configurations().add(name, "s3", Settings(settings, {{"secret_access_key", Secret("s")}}));
    }
    void enter(const std::string& configuration, const std::string& name, const std::string& prefix = "") {
        outfield.containers().enter(configuration, name, {.key_prefix = prefix});
        outfield.containers().assign(configuration + "/" + name, "sale");
    }
    // What `environment detach` makes of it, without asking the store, while it still has its modules.
    void leave_behind(const std::string& name) {
        Rooms(outfield).catalog().database().write([&](sql::Connection& connection) {
            catalog::Containers containers(connection);
            for (auto& row : containers.all())
                if (row.name == name) {
                    row.is_foreign = true;
                    containers.update(row);
                }
        });
    }

    // The resources on which an action is allowed, each with the condition.
    std::vector<std::string> allowed(const std::string& action, const std::string& configuration = "") {
        std::vector<std::string> found;
        const auto policy = json::parse(outfield.iam_policy(configuration, work));
        for (const auto& statement : policy.at("Statement").as_array()) {
            const auto& actions = statement.at("Action").as_array();
            if (std::find(actions.begin(), actions.end(), json::value(action)) == actions.end()) continue;
            const auto* condition = statement.as_object().if_contains("Condition");
            for (const auto& resource : statement.at("Resource").as_array())
                found.push_back(std::string(resource.as_string()) +
                                (condition == nullptr ? "" : " " + json::serialize(*condition)));
        }
        return found;
    }

    PolicyFor work = PolicyFor::every_day;
    sql::TemporaryDirectory directory;
    sql::TrialDatabase database;
    Instance outfield = Instance::create(database.url(), directory.file("key"));
};

TEST_F(PolicyTest, WhatIsInUseAndNothingElse) {
    EXPECT_THROW(outfield.iam_policy(), Error);
    outfield.containers().enter("amazon", "unused-bucket");
    EXPECT_THROW(outfield.iam_policy(), Error);
    enter("amazon", "sale-bucket");
    for (const auto* action : {"s3:ListBucket", "s3:ListBucketMultipartUploads"})
        EXPECT_THAT(allowed(action), ElementsAre("arn:aws:s3:::sale-bucket")) << action;
    for (const auto* action : {"s3:PutObject", "s3:GetObject", "s3:DeleteObject", "s3:AbortMultipartUpload"})
        EXPECT_THAT(allowed(action), ElementsAre("arn:aws:s3:::sale-bucket/*")) << action;
    for (const auto* action : {"s3:*", "s3:ListMultipartUploadParts", "s3:ListAllMyBuckets"})
        EXPECT_THAT(allowed(action), IsEmpty()) << action;
}

TEST_F(PolicyTest, APrefixBindsTheListingToo) {
    enter("amazon", "sale-bucket", "erp/");
    EXPECT_THAT(allowed("s3:ListBucket"),
                ElementsAre(R"(arn:aws:s3:::sale-bucket {"StringLike":{"s3:prefix":["erp/*"]}})"));
    EXPECT_THAT(allowed("s3:ListBucketMultipartUploads"), ElementsAre("arn:aws:s3:::sale-bucket"));
    EXPECT_THAT(allowed("s3:PutObject"), ElementsAre("arn:aws:s3:::sale-bucket/erp/*"));
}

TEST_F(PolicyTest, OtherServersMayKnowNoPrefixWhereAnObjectIsMissing) {
    add("ceph", {{"url", "https://s3.example.com"}});
    enter("ceph", "sale-bucket", "erp/");
    EXPECT_THAT(allowed("s3:ListBucket"),
                ElementsAre(R"(arn:aws:s3:::sale-bucket {"StringLikeIfExists":{"s3:prefix":["erp/*"]}})"));
}

TEST_F(PolicyTest, WhatIsAnothersIsReadAlone) {
    enter("amazon", "production");
    leave_behind("production");
    add("other", {});
    enter("other", "staging");
    EXPECT_THAT(allowed("s3:GetObject"), ElementsAre("arn:aws:s3:::staging/*", "arn:aws:s3:::production/*"));
    EXPECT_THAT(allowed("s3:ListBucket"), ElementsAre("arn:aws:s3:::production", "arn:aws:s3:::staging"));
    for (const auto* action : {"s3:PutObject", "s3:DeleteObject", "s3:AbortMultipartUpload"}) {
        EXPECT_THAT(allowed(action), ElementsAre("arn:aws:s3:::staging/*")) << action;
        EXPECT_THAT(allowed(action, "amazon"), IsEmpty()) << action;
    }
}

TEST_F(PolicyTest, VersionsAreReadOnlyWhereThatIsAskedFor) {
    enter("amazon", "sales", "erp/");
    EXPECT_THAT(allowed("s3:ListBucketVersions"), IsEmpty());
    EXPECT_THAT(allowed("s3:GetObjectVersion"), IsEmpty());
    work = PolicyFor::repair_from_versions;
    EXPECT_EQ(allowed("s3:ListBucketVersions"), allowed("s3:ListBucket"));
    EXPECT_THAT(allowed("s3:GetObjectVersion"), ElementsAre("arn:aws:s3:::sales/erp/*"));
}

// Ready to paste.
TEST_F(PolicyTest, IsWrittenForPeople) {
    enter("amazon", "sales");
    EXPECT_EQ(outfield.iam_policy().substr(0, 212), R"({
  "Version": "2012-10-17",
  "Statement": [
    {
      "Sid": "List",
      "Effect": "Allow",
      "Action": [
        "s3:ListBucket"
      ],
      "Resource": [
        "arn:aws:s3:::sales"
      ]
    },)");
}

}  // namespace
}  // namespace outfield
