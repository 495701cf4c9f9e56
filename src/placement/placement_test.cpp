#include "placement/placement.h"

#include <gtest/gtest.h>
#include <outfield/error.h>

#include "sql/trial_database.h"

namespace outfield {
namespace {

Registry modules() {
    Module sale("sale", "Sales");
    sale.model("sale.document", "Document",
               {{"name", fields::character("Name")},
                {"local", fields::binary("Local")},
                {"remote", fields::binary("Remote", {.store = "s3"})},
                {"named", fields::binary("Named", {.store = "archive"})}});
    return Registry({base_module(), sale});
}

class PlacementTest : public ::testing::Test {
  protected:
    PlacementTest() : catalog(catalog::Catalog::create(database.url())) {}

    std::int64_t add_configuration(const std::string& name, const std::string& kind) {
        return sql::writing(catalog.database(), [&](sql::Connection& connection) {
            catalog::Configuration row;
            row.name = name;
            row.kind = kind;
            return catalog::Configurations(connection).add(row);
        });
    }
    std::int64_t add_container(std::int64_t configuration, const std::string& name) {
        return sql::writing(catalog.database(), [&](sql::Connection& connection) {
            catalog::Container row;
            row.configuration = configuration;
            row.name = name;
            return catalog::Containers(connection).add(row);
        });
    }
    void assign(std::int64_t container) {
        catalog.database().write(
            [&](sql::Connection& c) { catalog::Containers(c).assign(container, "sale"); });
    }
    std::string refusal(const std::string& field) {
        try {
            placement.place("sale.document", field);
            return "";
        } catch (const Error& error) {
            return error.what();
        }
    }

    sql::TrialDatabase database;
    catalog::Catalog catalog;
    Registry registry = modules();
    Placement placement{catalog, registry};
};

TEST_F(PlacementTest, AFieldWithoutAStoreLivesInTheDatabase) {
    EXPECT_EQ(placement.place("sale.document", "local").kind, "database");
}

TEST_F(PlacementTest, SaysWhatIsMissingStepByStep) {
    EXPECT_NE(refusal("remote").find("outfield config add NAME --kind s3"), std::string::npos)
        << refusal("remote");
    const auto amazon = add_configuration("amazon", "s3");
    EXPECT_NE(refusal("remote").find("outfield container assign amazon/CONTAINER sale"), std::string::npos);
    const auto box = add_container(amazon, "sale-docs");
    assign(box);
    EXPECT_EQ(placement.place("sale.document", "remote").name, "sale-docs");
    EXPECT_NE(refusal("named").find("no storage configuration 'archive'"), std::string::npos)
        << refusal("named");
}

TEST_F(PlacementTest, AVanishedContainerTakesNothing) {
    const auto box = add_container(add_configuration("amazon", "s3"), "sale-docs");
    assign(box);
    catalog.database().write([&](sql::Connection& connection) {
        catalog::Containers containers(connection);
        auto row = containers.get(box);
        row.state = catalog::Container::State::vanished;
        containers.update(row);
    });
    EXPECT_NE(refusal("remote").find("did not find the container"), std::string::npos) << refusal("remote");
}

TEST_F(PlacementTest, ExplainsTheWayThere) {
    assign(add_container(add_configuration("amazon", "s3"), "sale-docs"));
    const auto explanation = placement.explain("sale.document", "remote");
    ASSERT_EQ(explanation.reasons.size(), 3U);
    EXPECT_NE(explanation.reasons[0].find("default storage configuration is 'amazon'"), std::string::npos);
    EXPECT_NE(explanation.reasons[1].find("module 'sale'"), std::string::npos);
    EXPECT_TRUE(explanation.missing.empty());
    EXPECT_THROW(placement.explain("sale.document", "name"), Error);
    EXPECT_THROW(placement.explain("sale.document", "absent"), Error);
}

}  // namespace
}  // namespace outfield
