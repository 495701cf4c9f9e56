// The life of a blob, and every step that is refused.
#include "catalog/blobs.h"

#include "catalog/catalog_fixture.h"

namespace outfield::catalog {
namespace {

using namespace std::chrono_literals;

class BlobsTest : public CatalogFixture {
  protected:
    std::int64_t configuration_ = add_configuration("amazon");
    std::int64_t docs_ = add_container(configuration_, "docs", 0s);
    const Stored stored_{.size = 5, .sha256 = sha256_of("bytes")};
};

TEST_F(BlobsTest, IsReservedMadeLiveCondemnedRestored) {
    with<Blobs>([&](Blobs& blobs) {
        const auto id = blobs.reserve(docs_, "key", 60s);
        auto blob = blobs.find(id).value();
        EXPECT_EQ(blob.state, Blob::State::reserved);
        EXPECT_EQ(blob.container, docs_);
        EXPECT_EQ(blob.key, "key");
        EXPECT_LT(std::chrono::abs(blob.created - now()), 60s);
        blobs.make_live(id, stored_, "text/plain");
        blob = blobs.find(docs_, "key").value();
        EXPECT_EQ(blob.id, id);
        EXPECT_EQ(blob.state, Blob::State::live);
        EXPECT_EQ(blob.size, 5U);
        EXPECT_EQ(blob.sha256, stored_.sha256);
        EXPECT_EQ(blob.media_type, "text/plain");
        EXPECT_FALSE(blob.condemned_at);
        blobs.condemn(id);
        blob = blobs.find(id).value();
        EXPECT_EQ(blob.state, Blob::State::condemned);
        EXPECT_TRUE(blob.condemned_at);
        blobs.restore(id);
        EXPECT_EQ(blobs.find(id)->state, Blob::State::live);
        EXPECT_FALSE(blobs.find(id)->condemned_at);
    });
}

TEST_F(BlobsTest, ManyAreReservedInTheOrderOfTheirKeys) {
    for (const std::size_t count : {0U, 1U, 16U, 37U}) {
        std::vector<std::string> keys;
        for (std::size_t i = 0; i < count; ++i) keys.push_back(fmt::format("{}/{}", count, (i * 7) % count));
        with<Blobs>([&](Blobs& blobs) {
            const auto ids = blobs.reserve(docs_, keys, 60s);
            ASSERT_EQ(ids.size(), count);
            for (std::size_t i = 0; i < count; ++i) {
                EXPECT_EQ(blobs.find(ids[i])->key, keys[i]);
                EXPECT_EQ(blobs.find(ids[i])->state, Blob::State::reserved);
                EXPECT_EQ(blobs.find(ids[i])->container, docs_);
            }
            EXPECT_TRUE(blobs.claim_garbage(100, 60s).empty()) << "their lease has just begun";
        });
    }
}

TEST_F(BlobsTest, ALiveOneIsAddedAtOnce) {
    const auto id = add_live(docs_, "key");
    with<Blobs>([&](Blobs& blobs) {
        EXPECT_EQ(blobs.find(id)->state, Blob::State::live);
        EXPECT_EQ(blobs.find(id)->sha256, sha256_of("bytes"));
        EXPECT_FALSE(blobs.find(id + 1));
        EXPECT_FALSE(blobs.find(docs_, "other"));
    });
}

TEST_F(BlobsTest, TheNewestOfAContainerThatReachedTheirStore) {
    const auto first = add_live(docs_, "first");
    const auto second = add_live(docs_, "second");
    const auto third = add_live(docs_, "third");
    add_live(add_container(configuration_, "other"), "other");
    with<Blobs>([&](Blobs& blobs) {
        blobs.reserve(docs_, "reserved", 60s);
        blobs.condemn(third);
        std::vector<std::int64_t> found;
        for (const auto& blob : blobs.newest_stored(docs_, 9)) found.push_back(blob.id);
        EXPECT_EQ(found, (std::vector{third, second, first}));
        EXPECT_EQ(blobs.newest_stored(docs_, 2).size(), 2U);
        for (const auto& blob : blobs.claim_garbage(9, 60s)) EXPECT_EQ(blob.id, third);
        EXPECT_EQ(blobs.newest_stored(docs_, 1).front().state, Blob::State::doomed);
    });
}

TEST_F(BlobsTest, AKeyIsNeverUsedTwice) {
    add_live(docs_, "key");
    expect_error(ErrorKind::already_exists, "", [&] { add_live(docs_, "key"); });
    expect_error(ErrorKind::already_exists, "",
                 [&] { with<Blobs>([&](Blobs& blobs) { blobs.reserve(docs_, "key", 60s); }); });
    expect_error(ErrorKind::conflict, "", [&] { add_live(99, "key"); });
}

TEST_F(BlobsTest, EachStepFitsOneStateAlone) {
    with<Blobs>([&](Blobs& blobs) {
        const auto reserved = blobs.reserve(docs_, "reserved", 60s);
        const auto live = blobs.add_live(docs_, "live", stored_, "");
        const auto condemned = blobs.add_live(docs_, "condemned", stored_, "");
        const auto doomed = blobs.add_live(docs_, "doomed", stored_, "");
        blobs.condemn(doomed);
        ASSERT_EQ(blobs.claim_garbage(1, 60s).front().id, doomed);
        blobs.condemn(condemned);
        for (const auto id : {live, condemned, doomed, std::int64_t{99}}) {
            expect_error(ErrorKind::conflict, "is gone", [&] { blobs.renew(id, 60s); });
            expect_error(ErrorKind::conflict, "is gone", [&] { blobs.make_live(id, stored_, ""); });
            EXPECT_NO_THROW(blobs.release(id));
        }
        for (const auto id : {reserved, condemned, doomed, std::int64_t{99}})
            expect_error(ErrorKind::conflict, "not live", [&] { blobs.condemn(id); });
        for (const auto id : {reserved, live, doomed, std::int64_t{99}})
            expect_error(ErrorKind::conflict, "not condemned", [&] { blobs.restore(id); });
        for (const auto id : {reserved, live, condemned})
            expect_error(ErrorKind::conflict, "not claimed", [&] { blobs.collected(id, 60s); });
        EXPECT_FALSE(blobs.collected(99, 60s));
        EXPECT_EQ(blobs.find(live)->state, Blob::State::live);
        EXPECT_EQ(blobs.find(condemned)->state, Blob::State::condemned);
    });
}

TEST_F(BlobsTest, IdsAreNeverUsedTwice) {
    const auto last = add_live(docs_, "key");
    with<Blobs>([&](Blobs& blobs) {
        blobs.condemn(last);
        blobs.claim_garbage(1, 60s);
        ASSERT_TRUE(blobs.collected(last, 60s));
    });
    EXPECT_GT(add_live(docs_, "key-2"), last);
}

TEST_F(BlobsTest, PagesThroughAContainer) {
    const auto other = add_container(configuration_, "other");
    for (int i = 0; i < 7; ++i) {
        add_live(docs_, "key-" + std::to_string(i));
        add_live(other, "key-" + std::to_string(i));
    }
    with<Blobs>([&](Blobs& blobs) {
        std::vector<std::string> keys;
        std::int64_t after = 0;
        for (auto page = blobs.of_container(docs_, after, 3); !page.empty();
             page = blobs.of_container(docs_, after, 3)) {
            EXPECT_LE(page.size(), 3U);
            for (const auto& blob : page) keys.push_back(blob.key);
            after = page.back().id;
        }
        EXPECT_THAT(keys,
                    testing::ElementsAre("key-0", "key-1", "key-2", "key-3", "key-4", "key-5", "key-6"));
    });
}

}  // namespace
}  // namespace outfield::catalog
