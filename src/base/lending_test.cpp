#include "base/lending.h"

#include <gtest/gtest.h>

#include <future>
#include <thread>

namespace outfield {
namespace {

using std::chrono::seconds;

TEST(Lending, TheOneThatCameBackLastIsLentFirst) {
    Lending<int> numbers(3);
    for (int i = 0; i < 3; ++i) EXPECT_EQ(*numbers.take(seconds(1)), nullptr);
    numbers.give_back(std::make_unique<int>(1));
    numbers.give_back(std::make_unique<int>(2));
    numbers.give_back(nullptr);  // its place is free
    EXPECT_EQ(**numbers.take(seconds(1)), 2);
    EXPECT_EQ(**numbers.take(seconds(1)), 1);
    EXPECT_EQ(*numbers.take(seconds(1)), nullptr);
}

TEST(Lending, WhoWaitsInVainIsTold) {
    Lending<int> numbers(1);
    EXPECT_TRUE(numbers.take(seconds(1)));
    EXPECT_FALSE(numbers.take(seconds(1)));
}

TEST(Lending, AsLongAsAnyComesBackNobodyWaitsInVain) {
    Lending<int> numbers(1);
    const auto hold = [&] {
        auto number = numbers.take(seconds(2));
        std::this_thread::sleep_for(seconds(1));
        if (number) numbers.give_back(std::move(*number));
        return number.has_value();
    };
    std::vector<std::future<bool>> all;  // the last one waits for three seconds
    for (int i = 0; i < 4; ++i) all.push_back(std::async(std::launch::async, hold));
    for (auto& one : all) EXPECT_TRUE(one.get());
}

}  // namespace
}  // namespace outfield
