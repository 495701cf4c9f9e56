#include "catalog/containers.h"

#include <atomic>
#include <thread>
#include <vector>

#include "catalog/catalog_fixture.h"

namespace outfield::catalog {
namespace {

class ContainersTest : public CatalogFixture {
  protected:
    std::int64_t configuration_ = add_configuration("amazon");
    std::int64_t docs_ = add_container(configuration_, "docs");
    std::int64_t bills_ = add_container(configuration_, "bills");
};

TEST_F(ContainersTest, KeepsWhatItWasGiven) {
    with<Containers>([&](Containers& table) {
        const auto id = table.add({.configuration = configuration_,
                                   .name = "archive",
                                   .key_prefix = "outfield/",
                                   .retention = std::chrono::seconds(90),
                                   .state = Container::State::vanished,
                                   .origin = Container::Origin::created});
        auto container = table.find(configuration_, "archive").value();
        EXPECT_EQ(container.id, id);
        EXPECT_EQ(container.configuration, configuration_);
        EXPECT_EQ(container.configuration_name, "amazon");
        EXPECT_EQ(container.kind, "s3");
        EXPECT_EQ(container.key_prefix, "outfield/");
        EXPECT_EQ(container.retention, std::chrono::seconds(90));
        EXPECT_EQ(container.state, Container::State::vanished);
        EXPECT_EQ(container.origin, Container::Origin::created);
        EXPECT_FALSE(container.presigned);
        container.presigned = true;
        container.key_prefix = "";
        container.retention = std::chrono::seconds(5);
        container.state = Container::State::present;
        table.update(container);
        EXPECT_EQ(table.get(id).retention, std::chrono::seconds(5));
        EXPECT_EQ(table.get(id).key_prefix, "");
        EXPECT_EQ(table.get(id).state, Container::State::present);
        EXPECT_TRUE(table.get(id).presigned);
    });
}

TEST_F(ContainersTest, ListsByName) {
    with<Containers>([&](Containers& table) {
        const auto some = table.of_configuration(configuration_);
        ASSERT_EQ(some.size(), 2U);
        EXPECT_EQ(some[0].name, "bills");
        EXPECT_EQ(some[1].name, "docs");
        EXPECT_EQ(table.all().size(), 3U);
    });
}

TEST_F(ContainersTest, RefusesATakenNameInTheSameConfigurationOnly) {
    expect_error(ErrorKind::already_exists, "\"docs\"", [&] { add_container(configuration_, "docs"); });
    EXPECT_NO_THROW(add_container(add_configuration("other"), "docs"));
}

TEST_F(ContainersTest, AModuleIsInOneContainerOfAConfiguration) {
    with<Containers>([&](Containers& table) {
        EXPECT_FALSE(table.of_module(configuration_, "sale"));
        table.assign(docs_, "sale");
        table.assign(docs_, "purchase");
        EXPECT_NO_THROW(table.assign(docs_, "sale"));
        EXPECT_EQ(table.of_module(configuration_, "sale")->id, docs_);
        EXPECT_THAT(table.get(docs_).modules, testing::ElementsAre("purchase", "sale"));
        expect_error(ErrorKind::conflict, "\"docs\"", [&] { table.assign(bills_, "sale"); });
        table.unassign(docs_, "sale");
        table.assign(bills_, "sale");
        EXPECT_EQ(table.of_module(configuration_, "sale")->id, bills_);
        expect_error(ErrorKind::not_found, "\"docs\"", [&] { table.unassign(docs_, "sale"); });
    });
    const auto elsewhere = add_container(add_configuration("other"), "docs");
    with<Containers>([&](Containers& table) { EXPECT_NO_THROW(table.assign(elsewhere, "sale")); });
}

TEST_F(ContainersTest, ANumberThatIsNotThereIsNotFound) {
    with<Containers>([](Containers& table) {
        expect_error(ErrorKind::not_found, "99", [&] { table.get(99); });
        expect_error(ErrorKind::not_found, "99", [&] { table.update({.id = 99}); });
        expect_error(ErrorKind::not_found, "99", [&] { table.remove(99); });
        expect_error(ErrorKind::not_found, "99", [&] { table.assign(99, "sale"); });
    });
}

TEST_F(ContainersTest, StaysWhileItHoldsBlobs) {
    add_live(docs_, "key");
    with<Containers>([&](Containers& table) {
        table.assign(bills_, "sale");
        expect_error(ErrorKind::conflict, "\"docs\"", [&] { table.remove(docs_); });
        table.remove(bills_);
        EXPECT_FALSE(table.find(configuration_, "bills"));
        EXPECT_FALSE(table.of_module(configuration_, "sale"));
    });
}

TEST_F(ContainersTest, SaysWhatHoldsItAndUntilWhen) {
    using std::chrono::hours;
    const auto refused = [&](const std::string& words) {
        with<Containers>([&](Containers& table) {
            expect_error(ErrorKind::conflict, words, [&] { table.remove(docs_); });
        });
        with<Configurations>([&](Configurations& table) {
            expect_error(ErrorKind::conflict, words, [&] { table.remove(configuration_); });
        });
    };
    const auto reservation = with<Blobs>([&](Blobs& blobs) { return blobs.reserve(docs_, "put", hours(2)); });
    refused("holds 1 upload under way or broken off, whose lease ends at 20");
    with<Blobs>([&](Blobs& blobs) { blobs.release(reservation); });
    refused("holds 1 upload under way or broken off. After that: outfield collect");
    with<Blobs>([&](Blobs& blobs) { ASSERT_EQ(blobs.claim_garbage(1, hours(1)).size(), 1U); });
    refused("holds 1 object that is being removed, tried again after 20");
    with<Blobs>([&](Blobs& blobs) { blobs.collected(reservation, hours(1)); });
    refused("holds 1 given-up upload, watched until 20");
    const auto gone = add_live(docs_, "gone");
    add_live(docs_, "a");
    add_live(docs_, "b");
    with<Blobs>([&](Blobs& blobs) { blobs.condemn(gone); });
    refused(
        "holds 2 values of records, which must be moved or deleted first; 1 replaced or deleted value, whose "
        "retention ends at 20");
    refused(" UTC; 1 given-up upload, watched until 20");
}

TEST_F(ContainersTest, CountsWhatItHolds) {
    add_live(docs_, "a", "1234567");
    const auto gone = add_live(docs_, "b", "12345");
    add_live(bills_, "a", "123");
    with<Blobs>([&](Blobs& blobs) {
        blobs.condemn(gone);
        blobs.reserve(docs_, "c", std::chrono::seconds(60));
    });
    with<Containers>([&](Containers& table) {
        const auto usage = table.usage(docs_);
        EXPECT_EQ(usage.live, 1);
        EXPECT_EQ(usage.live_bytes, 7);
        EXPECT_EQ(usage.condemned, 1);
        EXPECT_EQ(usage.condemned_bytes, 5);
        EXPECT_EQ(usage.reserved, 1);
        EXPECT_EQ(table.usage(bills_).live_bytes, 3);
        EXPECT_EQ(table.usage(1).live, 0);
    });
}

TEST_F(ContainersTest, AModuleAssignedAtOnceIsInOneContainer) {
    const auto configuration = add_configuration("at-once");
    std::vector<std::int64_t> ids;
    for (int i = 0; i < 6; ++i) ids.push_back(add_container(configuration, "docs-" + std::to_string(i)));
    std::atomic<int> refused{0};
    {
        std::vector<std::jthread> threads;
        for (const auto id : ids)
            threads.emplace_back([&, id] {
                try {
                    with<Containers>([&](Containers& table) { table.assign(id, "sale"); });
                } catch (const Error& error) {
                    EXPECT_EQ(error.kind(), ErrorKind::conflict) << error.what();
                    ++refused;
                }
            });
    }
    EXPECT_EQ(refused, 5);
}

}  // namespace
}  // namespace outfield::catalog
