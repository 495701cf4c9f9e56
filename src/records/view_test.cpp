#include "catalog/configurations.h"
#include "catalog/containers.h"
#include "records/scene.h"

namespace outfield {
namespace {

constexpr const char *configurations = "external.storage.configuration",
                     *containers = "external.storage.container";

class ViewTest : public testing::Test {
  protected:
    void SetUp() override {
        scene.catalog.database().write([&](sql::Connection& connection) {
            amazon = catalog::Configurations(connection).add({.name = "amazon", .kind = "s3"});
            empty = catalog::Configurations(connection).add({.name = "empty", .kind = "ftp"});
            docs = add(connection, "docs"), scans = add(connection, "scans");
            catalog::Containers(connection).assign(docs, "sale");
        });
    }
    RecordId add(sql::Connection& connection, const char* name) {
        return catalog::Containers(connection)
            .add({.configuration = amazon, .name = name, .retention = std::chrono::seconds(60)});
    }

    Scene scene;
    Records& records = scene.records;
    RecordId amazon = 0, empty = 0, docs = 0, scans = 0;
};

TEST_F(ViewTest, IsReadAndSearched) {
    const auto sale = records.search("ir.module.module", {{"name", "=", "sale"}}).at(0);
    EXPECT_EQ(records.search(configurations, {{"name", "=", "amazon"}}), RecordIds{amazon});
    EXPECT_EQ(records.search(configurations, {{"container_ids", "=", "scans"}}), RecordIds{amazon});
    EXPECT_EQ(records.search(configurations, {{"kind", "!=", "database"}, {"container_ids", "=", false}}),
              RecordIds{empty});
    EXPECT_EQ(records.search(containers, {{"module_ids", "=", sale}}), RecordIds{docs});
    EXPECT_EQ(records.search(containers, {{"module_ids.name", "=", "sale"}}), RecordIds{docs});
    EXPECT_EQ(records.search(containers, {{"configuration_id.name", "=", "amazon"}},
                             {0, {}, "configuration_id, name desc"}),
              (RecordIds{scans, docs}));
    EXPECT_EQ(records.count(containers, {{"module_ids", "=", false}, {"configuration_id", "=", amazon}}), 1U);

    const auto read = records.read(containers, {scans, docs});
    ASSERT_EQ(read.size(), 2U);
    EXPECT_EQ(std::get<std::string>(read[0].values.at("name")), "scans");
    EXPECT_EQ(std::get<RecordIds>(read[0].values.at("module_ids")), RecordIds{});
    EXPECT_EQ(std::get<RecordIds>(read[1].values.at("module_ids")), RecordIds{sale});
    EXPECT_EQ(std::get<std::int64_t>(read[1].values.at("configuration_id")), amazon);
    EXPECT_EQ(std::get<RecordIds>(records.read(configurations, {amazon}).at(0).values.at("container_ids")),
              (RecordIds{docs, scans}));

    const auto groups = records.group(containers, {{"configuration_id", "=", amazon}}, {"configuration_id"},
                                      {{"retention", "sum"}});
    ASSERT_EQ(groups.size(), 1U);
    EXPECT_EQ(groups[0].count, 2U);
    EXPECT_EQ(std::get<std::int64_t>(groups[0].aggregates.at("retention")), 120);
}

TEST_F(ViewTest, IsNotWritten) {
    const std::string message =
        "unsupported: the records of 'external.storage.container' are the catalog's own: they can be read "
        "and "
        "searched here, not created, written or deleted";
    const Values values{{"name", "c"}};
    EXPECT_EQ(fault([&] { records.create(containers, values); }), message);
    EXPECT_EQ(fault([&] { records.write(containers, {docs}, values); }), message);
    EXPECT_EQ(fault([&] { records.unlink(containers, {docs}); }), message);
    EXPECT_EQ(records.count(containers, {{"id", "=", docs}}), 1U);
}

}  // namespace
}  // namespace outfield
