#include "server/transfer_places.h"

#include <gtest/gtest.h>

#include <atomic>
#include <deque>
#include <future>
#include <optional>
#include <thread>

namespace outfield::server {
namespace {

std::shared_ptr<Work> work_of(std::int64_t user) {
    auto work = std::make_shared<Work>();
    work->asked_by(user, "somebody");
    return work;
}

struct Transfer {
    Transfer(TransferPlaces& places, std::int64_t user)
        : place(places, work_of(user), [this] { ++given_up; }) {}
    std::atomic<int> given_up{0};
    TransferPlaces::Place place;
};

TEST(TransferPlaces, WhoIsAwayLeavesItsPlaceToAnother) {
    TransferPlaces places(1, 1);
    Transfer first(places, 1);
    first.place.leave();
    const Transfer second(places, 2);
    EXPECT_EQ(first.given_up, 0);
}

// The second may wait for a connection that the first holds.
TEST(TransferPlaces, WhoComesBackWaitsForNobodyAndTheNextDoes) {
    TransferPlaces places(1, 1);
    std::optional<Transfer> first, second;
    first.emplace(places, 1).place.leave();
    second.emplace(places, 2);
    first->place.come_back();
    auto third = std::async(std::launch::async, [&] { const Transfer transfer(places, 3); });
    first.reset();
    EXPECT_EQ(third.wait_for(std::chrono::milliseconds(50)), std::future_status::timeout);
    second.reset();
    third.get();
}

constexpr SlowTransfer at_once{std::chrono::milliseconds(0), UINT64_MAX};

TEST(TransferPlaces, TheLongestOfWhoHasTheMostIsGivenUp) {
    TransferPlaces places(8, 3, at_once);
    std::deque<Transfer> transfers;
    for (const auto user : {7, 9, 9, 8}) transfers.emplace_back(places, user).place.leave();
    EXPECT_EQ(transfers[1].given_up, 1);
    transfers.emplace_back(places, 9).place.leave();
    EXPECT_EQ(transfers[2].given_up, 1);
    for (const auto i : {0U, 3U, 4U}) EXPECT_EQ(transfers[i].given_up, 0) << i;
    EXPECT_EQ(transfers[1].given_up, 1);
}

TEST(TransferPlaces, WhoHasGoneCountsNoMore) {
    TransferPlaces places(2, 1, at_once);
    std::optional<Transfer> first;
    first.emplace(places, 1).place.leave();
    first.reset();
    Transfer second(places, 1);
    second.place.leave();
    EXPECT_EQ(second.given_up, 0);
}

TEST(TransferPlaces, NobodyIsGivenUpForAShortPause) {
    TransferPlaces places(8, 1);
    std::deque<Transfer> transfers;
    for (int i = 0; i < 8; ++i) transfers.emplace_back(places, 1).place.leave();
    for (const auto& one : transfers) EXPECT_EQ(one.given_up, 0);
}

TEST(TransferPlaces, WhoKeepsAPaceIsNotGivenUpForOneWhoDoesNot) {
    TransferPlaces places(8, 1, {std::chrono::milliseconds(1), 100});
    std::deque<Transfer> transfers;
    for (int i = 0; i < 3; ++i) transfers.emplace_back(places, 1);
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
    transfers[0].place.received(1'000'000);
    transfers[1].place.received(1'000'000);
    for (auto& one : transfers) one.place.leave();
    EXPECT_EQ(transfers[0].given_up, 0);
    EXPECT_EQ(transfers[1].given_up, 0);
    EXPECT_EQ(transfers[2].given_up, 1);
}

TEST(TransferPlaces, TimeAloneMakesATransferTooSlow) {
    TransferPlaces places(8, 1, {std::chrono::milliseconds(50), 1});
    std::deque<Transfer> transfers;
    for (int i = 0; i < 2; ++i) transfers.emplace_back(places, 1).place.leave();
    EXPECT_EQ(transfers[0].given_up, 0);
    while (transfers[0].given_up == 0) {
        std::this_thread::sleep_for(std::chrono::milliseconds(10));
        transfers[1].place.look_around();
    }
    transfers[1].place.look_around();
    EXPECT_EQ(transfers[0].given_up, 1) << "and once is enough";
    EXPECT_EQ(transfers[1].given_up, 0);
}

}  // namespace
}  // namespace outfield::server
