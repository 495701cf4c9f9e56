// What the collector is given, when, and how often.
#include <algorithm>
#include <mutex>
#include <set>
#include <thread>

#include "catalog/blobs.h"
#include "catalog/catalog_fixture.h"

namespace outfield::catalog {
namespace {

using namespace std::chrono_literals;

class GarbageTest : public CatalogFixture {
  protected:
    std::vector<std::int64_t> claim(std::chrono::seconds claim = 60s, std::size_t limit = 100) {
        std::vector<std::int64_t> ids;
        for (const auto& blob :
             with<Blobs>([&](Blobs& blobs) { return blobs.claim_garbage(limit, claim); })) {
            EXPECT_EQ(blob.state, Blob::State::doomed);
            ids.push_back(blob.id);
        }
        return ids;
    }

    std::int64_t reserve(const std::string& key, std::chrono::seconds lease) {
        return with<Blobs>([&](Blobs& blobs) { return blobs.reserve(docs_, key, lease); });
    }

    bool collected(std::int64_t id, std::chrono::seconds revisit = 0s) {
        return with<Blobs>([&](Blobs& blobs) { return blobs.collected(id, revisit); });
    }

    std::int64_t condemned(std::int64_t container, const std::string& key) {
        const auto id = add_live(container, key);
        with<Blobs>([&](Blobs& blobs) { blobs.condemn(id); });
        return id;
    }

    std::int64_t configuration_ = add_configuration("amazon");
    std::int64_t docs_ = add_container(configuration_, "docs", 0s);
};

TEST_F(GarbageTest, WhatIsNeededIsNeverGiven) {
    add_live(docs_, "live");
    reserve("under way", 60s);
    condemned(add_container(configuration_, "kept", 24h), "kept");
    EXPECT_TRUE(claim().empty());
}

TEST_F(GarbageTest, ACondemnedBlobGoesInOnePass) {
    const auto id = condemned(docs_, "key");
    EXPECT_THAT(claim(), testing::ElementsAre(id));
    EXPECT_TRUE(collected(id));
    EXPECT_FALSE(collected(id));
    EXPECT_FALSE(with<Blobs>([&](Blobs& blobs) { return blobs.find(id); }));
}

TEST_F(GarbageTest, AReservationKeepsItsRowForASecondPass) {
    const auto id = reserve("key", 0s);
    EXPECT_THAT(claim(), testing::ElementsAre(id));
    EXPECT_FALSE(collected(id, 60s));
    EXPECT_TRUE(claim().empty()) << "the second pass came too early";
    EXPECT_FALSE(collected(id, 60s)) << "a late collector ended the second pass before it began";
    EXPECT_TRUE(with<Blobs>([&](Blobs& blobs) { return blobs.find(id); }));
}

TEST_F(GarbageTest, TheSecondPassEndsAReservation) {
    const auto id = reserve("key", 0s);
    EXPECT_THAT(claim(), testing::ElementsAre(id));
    EXPECT_FALSE(collected(id, 0s));
    EXPECT_THAT(claim(), testing::ElementsAre(id));
    EXPECT_TRUE(collected(id, 0s));
    EXPECT_FALSE(with<Blobs>([&](Blobs& blobs) { return blobs.find(id); }));
}

TEST_F(GarbageTest, ASlowWriterIsFencedOff) {
    const auto id = reserve("key", 0s);
    EXPECT_THAT(claim(), testing::ElementsAre(id));
    expect_error(ErrorKind::conflict, "is gone", [&] {
        with<Blobs>([&](Blobs& blobs) { blobs.make_live(id, {1, sha256_of("x")}, ""); });
    });
    expect_error(ErrorKind::conflict, "is gone",
                 [&] { with<Blobs>([&](Blobs& blobs) { blobs.renew(id, 60s); }); });
}

TEST_F(GarbageTest, AWriterWhoIsLateButNotTooLateWins) {
    const auto id = reserve("key", 0s);
    with<Blobs>([&](Blobs& blobs) { blobs.make_live(id, {1, sha256_of("x")}, ""); });
    EXPECT_TRUE(claim().empty());
}

TEST_F(GarbageTest, ALeaseIsRenewedAndReleased) {
    const auto id = reserve("key", 0s);
    with<Blobs>([&](Blobs& blobs) { blobs.renew(id, 60s); });
    EXPECT_TRUE(claim().empty());
    with<Blobs>([&](Blobs& blobs) { blobs.release(id); });
    EXPECT_THAT(claim(), testing::ElementsAre(id));
}

TEST_F(GarbageTest, ARemovalThatWasCutIsFinished) {
    const auto doomed = [&](const std::string& key, Time until) {
        return with<Blobs>([&](Blobs& blobs) { return blobs.add_doomed(docs_, key, until); });
    };
    const auto id = doomed("cut", now());
    doomed("under way", now() + 60s);
    EXPECT_THAT(claim(), testing::ElementsAre(id));
    EXPECT_FALSE(collected(id));
    EXPECT_THAT(claim(), testing::ElementsAre(id)) << "what may still land is looked for once more";
    EXPECT_TRUE(collected(id));
}

TEST_F(GarbageTest, WhatACollectorHasClaimedIsNotSpared) {
    const auto until = now();
    const auto add = [&](const std::string& key) {
        return with<Blobs>([&](Blobs& blobs) { return blobs.add_doomed(docs_, key, until); });
    };
    const auto spare = [&](std::int64_t id) {
        with<Blobs>([&](Blobs& blobs) { blobs.spare(id, until); });
        return !with<Blobs>([&](Blobs& blobs) { return blobs.find(id); });
    };
    const auto spared = add("spared");
    EXPECT_TRUE(spare(spared));
    const auto claimed = add("claimed");
    EXPECT_THAT(claim(), testing::ElementsAre(claimed));
    EXPECT_FALSE(spare(claimed));
}

TEST_F(GarbageTest, AClaimIsGivenToOneCollectorUntilItIsOver) {
    const auto id = condemned(docs_, "key");
    EXPECT_THAT(claim(0s), testing::ElementsAre(id));
    EXPECT_THAT(claim(60s), testing::ElementsAre(id)) << "its last collector has not come back";
    EXPECT_TRUE(claim().empty());
    EXPECT_TRUE(collected(id));
}

TEST_F(GarbageTest, AChangedRetentionCountsAtOnce) {
    const auto container = add_container(configuration_, "kept", 24h);
    const auto id = condemned(container, "key");
    EXPECT_TRUE(claim().empty());
    with<Containers>([&](Containers& table) {
        auto row = table.get(container);
        row.retention = 0s;
        table.update(row);
    });
    EXPECT_THAT(claim(), testing::ElementsAre(id));
}

TEST_F(GarbageTest, WhatWasRestoredIsNotCollected) {
    const auto id = condemned(docs_, "key");
    with<Blobs>([&](Blobs& blobs) { blobs.restore(id); });
    EXPECT_TRUE(claim().empty());
    with<Blobs>([&](Blobs& blobs) { blobs.condemn(id); });
    EXPECT_THAT(claim(), testing::ElementsAre(id));
    expect_error(ErrorKind::conflict, "not condemned",
                 [&] { with<Blobs>([&](Blobs& blobs) { blobs.restore(id); }); });
}

TEST_F(GarbageTest, CollectorsAtOnceShareTheGarbage) {
    constexpr int garbage = 90;
    for (int i = 0; i < garbage / 2; ++i) {
        condemned(docs_, "condemned-" + std::to_string(i));
        reserve("reserved-" + std::to_string(i), 0s);
    }
    std::mutex mutex;
    std::multiset<std::int64_t> given;
    {
        std::vector<std::jthread> collectors;
        for (int i = 0; i < 6; ++i) {
            collectors.emplace_back([&] {
                for (auto ids = claim(60s, 7); !ids.empty(); ids = claim(60s, 7)) {
                    EXPECT_LE(ids.size(), 7U);
                    const std::lock_guard lock(mutex);
                    given.insert(ids.begin(), ids.end());
                }
            });
        }
    }
    EXPECT_EQ(given.size(), static_cast<std::size_t>(garbage));
    EXPECT_EQ(std::set<std::int64_t>(given.begin(), given.end()).size(), given.size());
}

}  // namespace
}  // namespace outfield::catalog
