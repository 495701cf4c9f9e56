#include "catalog/naming.h"

#include "catalog/catalog_fixture.h"

namespace outfield::catalog {
namespace {

class NamingTest : public CatalogFixture {
  protected:
    static constexpr auto ours = "2026-11-28/0123456789abcdefghjkmnpqrs";

    std::int64_t configuration_at(const std::string& name, const std::string& path) {
        return with<Configurations>([&](Configurations& table) {
            return table.add({.name = name, .kind = "directory", .settings = {{"path", path}}});
        });
    }

    std::string named(std::int64_t container, const std::string& key) {
        return sql::reading(catalog_.database(), [&](sql::Connection& connection) {
            const auto found = Naming(connection, Containers(connection).get(container)).find(key);
            return found ? found->configuration + "/" + found->container + "/" + found->key : "";
        });
    }
};

TEST_F(NamingTest, AKeyIsNamedByARowOfAnyContainer) {
    const auto first = add_container(add_configuration("first"), "docs");
    const auto second = add_container(add_configuration("second"), "docs");
    const auto alias = add_container(add_configuration("third"), "docs-s3alias");
    add_live(first, ours);
    add_live(first, "adopted.txt");
    for (const auto container : {first, second, alias}) {
        EXPECT_EQ(named(container, ours), std::string("first/docs/") + ours);
        EXPECT_EQ(named(container, "adopted.txt"), "first/docs/adopted.txt");
        EXPECT_EQ(named(container, "2026-11-28/9123456789abcdefghjkmnpqrs"), "");
        EXPECT_EQ(named(container, "stray.txt"), "");
    }
}

TEST_F(NamingTest, ARowOfAnyStateNames) {
    const auto first = add_container(add_configuration("first"), "docs");
    const auto second = add_container(add_configuration("second"), "docs");
    with<Blobs>([&](Blobs& blobs) { return blobs.reserve(first, ours, std::chrono::hours(1)); });
    EXPECT_NE(named(second, ours), "");
}

TEST_F(NamingTest, PlacesMayLieInOneAnother) {
    const auto inner = add_container(configuration_at("inner", "/srv/files"), "sale");
    const auto outer = add_container(configuration_at("outer", "/srv"), "files");
    const auto deeper = add_container(configuration_at("deeper", "/srv/files/sale/erp/"), "2026-11-28");
    const auto key = std::string("erp/") + ours;
    add_live(inner, key);
    add_live(inner, "erp/2026-11-28/adopted.txt");
    EXPECT_NE(named(outer, "sale/" + key), "");
    EXPECT_NE(named(outer, "sale/erp/2026-11-28/adopted.txt"), "");
    EXPECT_NE(named(deeper, "0123456789abcdefghjkmnpqrs"), "");
    EXPECT_NE(named(deeper, "adopted.txt"), "");
    EXPECT_EQ(named(outer, "sale/erp/2026-11-28/other.txt"), "");
    EXPECT_EQ(named(outer, "presale/erp/2026-11-28/adopted.txt"), "");
    EXPECT_EQ(named(deeper, "other.txt"), "");
}

TEST_F(NamingTest, AnAccountMayBeginBelowAPrefix) {
    const auto configuration = add_configuration("whole");
    const auto whole = with<Containers>([&](Containers& table) {
        return table.add({.configuration = configuration, .name = "docs", .key_prefix = "erp/sale/"});
    });
    const auto below = add_container(configuration_at("below", "ftp://ftp.example.com"), "sale");
    const auto lowest = add_container(configuration_at("lowest", "ftp://ftp.example.com"), "2026-11-28");
    add_live(whole, std::string("erp/sale/") + ours);
    EXPECT_NE(named(below, ours), "");
    EXPECT_NE(named(lowest, "0123456789abcdefghjkmnpqrs"), "");
    EXPECT_EQ(named(below, "2026-11-28/9123456789abcdefghjkmnpqrs"), "");
}

TEST_F(NamingTest, AnotherObjectWithTheSameLastSegmentIsAStray) {
    const auto container = add_container(add_configuration("first"), "docs");
    add_live(container, "index.html");
    EXPECT_EQ(named(container, "old/index.html"), "");
    EXPECT_EQ(named(container, "my-index.html"), "");
}

}  // namespace
}  // namespace outfield::catalog
