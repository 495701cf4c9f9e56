// What was condemned, whose it was, and how far back a backup may reach.
#include "catalog/trash.h"

#include "catalog/catalog_fixture.h"
#include "catalog/horizon.h"

namespace outfield::catalog {
namespace {

using namespace std::chrono_literals;
using Reason = Trashed::Reason;

class TrashTest : public CatalogFixture {
  protected:
    // A value of (doc, record, file) that is condemned at once.
    std::int64_t trashed(std::int64_t container, RecordId record, Reason reason = Reason::unlinked) {
        const auto blob = add_live(container, "key" + std::to_string(record));
        with<Trash>([&](Trash& trash) { trash.add({{"doc", record, "file"}, blob, "a.txt"}, reason); });
        return blob;
    }

    const std::int64_t amazon_ = add_configuration("amazon");
    const std::int64_t docs_ = add_container(amazon_, "docs", 24h);
    const std::int64_t brief_ = add_container(amazon_, "brief", 0s);
};

TEST_F(TrashTest, RemembersWhoseValueItWas) {
    const auto blob = trashed(docs_, 7, Reason::replaced);
    const auto found = with<Trash>([&](Trash& trash) { return trash.find(blob); });
    ASSERT_TRUE(found);
    EXPECT_EQ(found->value.address.model, "doc");
    EXPECT_EQ(found->value.address.record, 7);
    EXPECT_EQ(found->value.file_name, "a.txt");
    EXPECT_EQ(found->reason, Reason::replaced);
    EXPECT_EQ(found->container_name, "docs");
    EXPECT_EQ(found->size, 5U);
    EXPECT_EQ(found->removable_at - found->condemned_at, 24h);
}

TEST_F(TrashTest, PagesThroughAContainerWithoutTheSourcesOfMoves) {
    const auto first = trashed(docs_, 1), second = trashed(docs_, 2), elsewhere = trashed(brief_, 3);
    trashed(docs_, 4, Reason::moved);
    const auto ids = [&](std::int64_t container, std::int64_t after, std::size_t limit) {
        std::vector<std::int64_t> blobs;
        with<Trash>([&](Trash& trash) {
            for (const auto& one : trash.page(container, after, limit)) blobs.push_back(one.value.blob);
        });
        return blobs;
    };
    EXPECT_THAT(ids(docs_, 0, 10), testing::ElementsAre(first, second));
    EXPECT_THAT(ids(docs_, first, 10), testing::ElementsAre(second));
    EXPECT_THAT(ids(0, 0, 10), testing::ElementsAre(first, second, elsewhere));
    EXPECT_THAT(ids(0, 0, 1), testing::ElementsAre(first));
}

TEST_F(TrashTest, TakesOutOnceAndNotWhatACollectorHas) {
    const auto blob = trashed(docs_, 1), late = trashed(brief_, 2);
    with<Trash>([&](Trash& trash) { trash.take_out(blob); });
    EXPECT_EQ(with<Blobs>([&](Blobs& blobs) { return blobs.find(blob)->state; }), Blob::State::live);
    EXPECT_FALSE(with<Trash>([&](Trash& trash) { return trash.find(blob); }));
    expect_error(ErrorKind::conflict, "not condemned",
                 [&] { with<Trash>([&](Trash& trash) { trash.take_out(blob); }); });
    with<Blobs>([&](Blobs& blobs) { blobs.claim_garbage(10, 60s); });
    EXPECT_FALSE(with<Trash>([&](Trash& trash) { return trash.find(late); }));
    expect_error(ErrorKind::conflict, "not condemned",
                 [&] { with<Trash>([&](Trash& trash) { trash.take_out(late); }); });
}

TEST_F(TrashTest, TheHorizonIsTheLatestCondemnationAmongWhatACollectorTook) {
    const auto horizon = [&](std::int64_t container) {
        return with<Containers>([&](Containers& containers) { return containers.get(container).horizon; });
    };
    trashed(docs_, 1), trashed(brief_, 2);
    const auto last = trashed(brief_, 3);
    const auto condemned_at = with<Trash>([&](Trash& trash) { return trash.find(last)->condemned_at; });
    EXPECT_FALSE(horizon(brief_));
    const auto reservation = with<Blobs>([&](Blobs& blobs) { return blobs.reserve(docs_, "given up", 0s); });
    EXPECT_EQ(with<Blobs>([&](Blobs& blobs) { return blobs.claim_garbage(10, 60s).size(); }), 3U);
    EXPECT_EQ(horizon(brief_), condemned_at);
    EXPECT_FALSE(horizon(docs_)) << "a reservation " << reservation << " was never a value";
}

TEST_F(TrashTest, TheHorizonOutlivesItsContainer) {
    const auto kept = [&] {
        return sql::reading(catalog_.database(), [](auto& c) { return kept_horizon(c); });
    };
    const auto configuration = add_configuration("other");
    const auto other = add_container(configuration, "elsewhere", 0s);
    for (const auto container : {brief_, other}) {
        const auto blob = trashed(container, container);
        with<Blobs>([&](Blobs& blobs) {
            blobs.claim_garbage(10, 60s);
            blobs.collected(blob, 0s);
        });
        const auto horizon = with<Containers>([&](Containers& all) { return all.get(container).horizon; });
        EXPECT_LT(kept(), horizon);
        if (container == brief_)
            with<Containers>([&](Containers& containers) { containers.remove(container); });
        else
            with<Configurations>([&](Configurations& all) { all.remove(configuration); });
        EXPECT_EQ(kept(), horizon);
    }
    with<Containers>(
        [&](Containers& containers) { containers.remove(docs_); });  // nothing was removed from it
    EXPECT_TRUE(kept());
}

TEST_F(TrashTest, AnObjectThatNoneNamesPassesTheHorizonToo) {
    const auto before = now();
    with<Blobs>([&](Blobs& blobs) { blobs.add_doomed(docs_, "stray", now() + 60s); });
    EXPECT_GE(with<Containers>([&](Containers& all) { return all.get(docs_).horizon; }), before);
}

// The retention counts from what was written last, and not from 1970.
TEST_F(TrashTest, AClockThatIsBehindEndsNoRetention) {
    const auto blob = add_live(docs_, "old"), last = add_live(docs_, "new");
    const auto later = now() + 400 * 24h;
    catalog_.database().write([&](sql::Connection& connection) {
        connection.execute("UPDATE outfield_blob SET created = $2 WHERE id = $1",
                           {last, later.time_since_epoch().count()});
    });
    with<Blobs>([&](Blobs& blobs) { blobs.condemn(blob); });
    EXPECT_EQ(with<Blobs>([&](Blobs& blobs) { return blobs.find(blob)->condemned_at; }), later);
}

TEST_F(TrashTest, TheRowGoesWithItsBlob) {
    const auto blob = trashed(brief_, 1);
    with<Blobs>([&](Blobs& blobs) {
        blobs.claim_garbage(10, 60s);
        EXPECT_TRUE(blobs.collected(blob, 0s));
    });
    catalog_.database().read([&](sql::Connection& connection) {
        EXPECT_FALSE(connection.query_one("SELECT 1 FROM outfield_trash"));
    });
}

}  // namespace
}  // namespace outfield::catalog
