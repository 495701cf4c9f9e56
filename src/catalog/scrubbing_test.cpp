// Which values are looked at next, and what is known of those that were.
#include "catalog/scrubbing.h"

#include "catalog/catalog_fixture.h"

namespace outfield::catalog {
namespace {

using namespace std::chrono_literals;

class ScrubbingTest : public CatalogFixture {
  protected:
    std::vector<std::int64_t> oldest(std::size_t limit = 10, const std::optional<Blob>& last = {}) {
        std::vector<std::int64_t> ids;
        with<Scrubbing>([&](Scrubbing& scrubbing) {
            for (const auto& blob : scrubbing.oldest(now() + 1h, last, limit)) ids.push_back(blob.id);
        });
        return ids;
    }
    Blob blob(std::int64_t id) {
        return with<Blobs>([&](Blobs& blobs) { return *blobs.find(id); });
    }

    const std::int64_t docs_ = add_container(add_configuration("amazon"), "docs");
    const std::int64_t first_ = add_live(docs_, "a", "one"), second_ = add_live(docs_, "b", "two"),
                       third_ = add_live(docs_, "c", "one");
};

TEST_F(ScrubbingTest, TheOldestComesFirstAndAPageGoesOnBehindTheLast) {
    EXPECT_THAT(oldest(), testing::ElementsAre(first_, second_, third_));
    EXPECT_THAT(oldest(1, blob(first_)), testing::ElementsAre(second_));
    with<Scrubbing>([&](Scrubbing& scrubbing) { scrubbing.found_whole(first_); });
    EXPECT_THAT(oldest(), testing::ElementsAre(second_, third_, first_));
}

TEST_F(ScrubbingTest, WhatIsNotLiveOrWasVerifiedLaterIsLeftOut) {
    with<Blobs>([&](Blobs& blobs) {
        blobs.condemn(first_);
        blobs.reserve(docs_, "reserved", 1h);
    });
    EXPECT_THAT(oldest(), testing::ElementsAre(second_, third_));
    with<Scrubbing>([&](Scrubbing& scrubbing) { EXPECT_TRUE(scrubbing.oldest(now() - 1h, {}, 10).empty()); });
}

TEST_F(ScrubbingTest, DamageStaysUntilTheValueIsFoundWhole) {
    with<Scrubbing>([&](Scrubbing& scrubbing) { scrubbing.found_damaged(second_, "other bytes"); });
    EXPECT_EQ(blob(second_).damage, "other bytes");
    const auto damaged = [&] {
        return with<Scrubbing>([&](Scrubbing& scrubbing) { return scrubbing.damaged(0, 10).size(); });
    };
    EXPECT_EQ(damaged(), 1U);
    with<Scrubbing>([&](Scrubbing& scrubbing) { scrubbing.found_whole(second_); });
    EXPECT_EQ(blob(second_).damage, "");
    EXPECT_EQ(damaged(), 0U);
}

TEST_F(ScrubbingTest, TwinsAreUndamagedAndHoldTheSameBytes) {
    const auto condemned = add_live(docs_, "d", "one"), bad = add_live(docs_, "e", "one");
    with<Blobs>([&](Blobs& blobs) { blobs.condemn(condemned); });
    const auto first = blob(first_), second = blob(second_);
    with<Scrubbing>([&](Scrubbing& scrubbing) {
        scrubbing.found_damaged(bad, "other bytes");
        std::vector<std::int64_t> ids;
        for (const auto& twin : scrubbing.twins(first)) ids.push_back(twin.id);
        EXPECT_THAT(ids, testing::ElementsAre(third_, condemned));
        EXPECT_TRUE(scrubbing.twins(second).empty());
    });
}

}  // namespace
}  // namespace outfield::catalog
