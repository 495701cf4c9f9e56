#include "catalog/moves.h"

#include <atomic>
#include <thread>
#include <vector>

#include "catalog/catalog_fixture.h"

namespace outfield::catalog {
namespace {

using namespace std::chrono_literals;

class MovesTest : public CatalogFixture {
  protected:
    bool claim(std::string_view mover, std::chrono::seconds lease = Moves::longest) {
        return with<Moves>([&](Moves& moves) { return moves.claim(blob_, mover, lease); });
    }

    std::int64_t container_ = add_container(add_configuration("amazon"), "sales");
    std::int64_t blob_ = add_live(container_, "key");
};

TEST_F(MovesTest, OneMoverHasAValueUntilItLetsGo) {
    EXPECT_TRUE(claim("first"));
    EXPECT_FALSE(claim("second"));
    with<Moves>([&](Moves& moves) { moves.release(blob_, "second"); });
    EXPECT_FALSE(claim("second"));
    with<Moves>([&](Moves& moves) { moves.release(blob_, "first"); });
    EXPECT_TRUE(claim("second"));
}

TEST_F(MovesTest, AClaimWithoutASignOfLifeIsTakenOver) {
    EXPECT_TRUE(claim("first", 0s));
    EXPECT_TRUE(claim("second"));
    with<Moves>([&](Moves& moves) {
        moves.renew(blob_, "first", 1min);  // too late
        moves.renew(blob_, "second", 0s);
    });
    EXPECT_TRUE(claim("third", 0s));
    with<Moves>([&](Moves& moves) { moves.renew(blob_, "third", 1min); });
    EXPECT_FALSE(claim("fourth"));
}

TEST_F(MovesTest, AClaimFromAWrongClockHoldsNobody) {
    EXPECT_TRUE(claim("first", 24h));
    EXPECT_TRUE(claim("second"));
    EXPECT_FALSE(claim("third"));
}

TEST_F(MovesTest, OnlyWhatIsLiveIsClaimedAndAClaimGoesWithItsBlob) {
    EXPECT_TRUE(claim("first"));
    with<Blobs>([&](Blobs& blobs) { blobs.condemn(blob_); });
    with<Moves>([&](Moves& moves) { moves.release(blob_, "first"); });
    EXPECT_FALSE(claim("second"));
    const auto other = add_live(container_, "other");
    sql::writing(catalog_.database(), [&](sql::Connection& connection) {
        EXPECT_TRUE(Moves(connection).claim(other, "first", 1min));
        connection.execute("DELETE FROM outfield_blob WHERE id = $1", {other});
        EXPECT_EQ(connection.query_one("SELECT COUNT(*) FROM outfield_move")->integer(0), 0);
    });
}

TEST_F(MovesTest, OfManyAtOnceOneGetsIt) {
    for (int round = 0; round < 10; ++round) {
        blob_ = add_live(container_, "round " + std::to_string(round));
        std::atomic<int> claimed{0};
        {
            std::vector<std::jthread> threads;
            for (int i = 0; i < 4; ++i)
                threads.emplace_back([&, i] { claimed += claim("mover " + std::to_string(i)) ? 1 : 0; });
        }
        EXPECT_EQ(claimed, 1);
    }
}

}  // namespace
}  // namespace outfield::catalog
