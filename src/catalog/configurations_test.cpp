#include "catalog/configurations.h"

#include <algorithm>
#include <thread>
#include <vector>

#include "catalog/catalog_fixture.h"

namespace outfield::catalog {
namespace {

using ConfigurationsTest = CatalogFixture;

TEST_F(ConfigurationsTest, TheDatabaseIsThereFromTheStart) {
    with<Configurations>([](Configurations& table) {
        ASSERT_EQ(table.all().size(), 1U);
        const auto database = table.default_of("database").value();
        EXPECT_EQ(database.name, "database");
        expect_error(ErrorKind::invalid, "cannot be removed", [&] { table.remove(database.id); });
    });
    with<Containers>([](Containers& table) {
        ASSERT_EQ(table.all().size(), 1U);
        const auto container = table.all().front();
        EXPECT_EQ(container.name, "database");
        EXPECT_EQ(container.kind, "database");
        EXPECT_EQ(container.retention, std::chrono::hours(30 * 24));
        expect_error(ErrorKind::invalid, "cannot be removed", [&] { table.remove(container.id); });
    });
}

TEST_F(ConfigurationsTest, KeepsSettingsAndSecretsApart) {
    with<Configurations>([](Configurations& table) {
        const auto id = table.add({.name = "amazon",
                                   .kind = "s3",
                                   .settings = {{"url", "https://x"}, {"region", "eu"}},
                                   .sealed = {{"secret_access_key", "1:abc"}}});
        auto found = table.find("amazon").value();
        EXPECT_EQ(found.id, id);
        EXPECT_EQ(found.settings.at("region"), "eu");
        EXPECT_EQ(found.settings.size(), 2U);
        EXPECT_EQ(found.sealed.at("secret_access_key"), "1:abc");
        found.name = "amazon-2";
        found.settings = {{"url", "https://y"}};
        found.sealed.clear();
        table.update(found);
        EXPECT_FALSE(table.find("amazon"));
        found = table.get(id);
        EXPECT_EQ(found.settings.at("url"), "https://y");
        EXPECT_EQ(found.settings.size(), 1U);
        EXPECT_TRUE(found.sealed.empty());
    });
}

TEST_F(ConfigurationsTest, TheFirstOfAKindIsItsDefault) {
    const auto first = add_configuration("first");
    const auto second = add_configuration("second");
    const auto ftp = add_configuration("host", "ftp");
    with<Configurations>([&](Configurations& table) {
        EXPECT_EQ(table.default_of("s3")->id, first);
        EXPECT_EQ(table.default_of("ftp")->id, ftp);
        EXPECT_FALSE(table.default_of("directory"));
        table.make_default(second);
        EXPECT_EQ(table.default_of("s3")->id, second);
        EXPECT_FALSE(table.get(first).is_default);
        EXPECT_EQ(table.default_of("ftp")->id, ftp);
        const auto third = table.add({.name = "third", .kind = "s3", .is_default = true});
        EXPECT_EQ(table.default_of("s3")->id, third);
    });
}

TEST_F(ConfigurationsTest, RefusesWrongAndTakenNames) {
    for (const std::string name : {"", "Amazon", "-a", "_a", "a b", "a.b", "ü"})
        expect_error(ErrorKind::invalid, "cannot name", [&] { add_configuration(name); });
    expect_error(ErrorKind::invalid, "cannot name", [&] { add_configuration(std::string(64, 'a')); });
    EXPECT_NO_THROW(add_configuration(std::string(63, 'a')));
    const auto id = add_configuration("amazon");
    expect_error(ErrorKind::already_exists, "amazon", [&] { add_configuration("amazon", "ftp"); });
    expect_error(ErrorKind::already_exists, "database", [&] {
        with<Configurations>([&](Configurations& table) { table.update({.id = id, .name = "database"}); });
    });
}

TEST_F(ConfigurationsTest, ANumberThatIsNotThereIsNotFound) {
    with<Configurations>([](Configurations& table) {
        expect_error(ErrorKind::not_found, "99", [&] { table.get(99); });
        expect_error(ErrorKind::not_found, "99", [&] { table.update({.id = 99, .name = "x"}); });
        expect_error(ErrorKind::not_found, "99", [&] { table.make_default(99); });
        expect_error(ErrorKind::not_found, "99", [&] { table.remove(99); });
    });
}

TEST_F(ConfigurationsTest, GoesWithItsEmptyContainersOnly) {
    const auto id = add_configuration("amazon");
    const auto container = add_container(id, "docs", std::chrono::seconds(0));
    with<Containers>([&](Containers& table) { table.assign(container, "sale"); });
    const auto blob = add_live(container, "key");
    const auto remove = [&] { with<Configurations>([&](Configurations& table) { table.remove(id); }); };
    expect_error(ErrorKind::conflict, "\"docs\"", remove);
    with<Blobs>([&](Blobs& blobs) {
        blobs.condemn(blob);
        ASSERT_EQ(blobs.claim_garbage(10, std::chrono::seconds(60)).size(), 1U);
        EXPECT_TRUE(blobs.collected(blob, std::chrono::seconds(60)));
    });
    remove();
    with<Configurations>([](Configurations& table) { EXPECT_FALSE(table.find("amazon")); });
    with<Containers>([&](Containers& table) {
        EXPECT_FALSE(table.of_module(id, "sale"));
        EXPECT_EQ(table.all().size(), 1U);
    });
}

TEST_F(ConfigurationsTest, AddedAtOnceTheyHaveOneDefault) {
    {
        std::vector<std::jthread> threads;
        for (int i = 0; i < 6; ++i)
            threads.emplace_back([this, i] {
                const auto id = add_configuration("amazon-" + std::to_string(i));
                with<Configurations>([&](Configurations& table) { table.make_default(id); });
            });
    }
    const auto all = with<Configurations>([](Configurations& table) { return table.all(); });
    EXPECT_EQ(std::ranges::count_if(all, [](const auto& one) { return one.kind == "s3"; }), 6);
    EXPECT_EQ(std::ranges::count_if(all, [](const auto& one) { return one.kind == "s3" && one.is_default; }),
              1);
}

}  // namespace
}  // namespace outfield::catalog
