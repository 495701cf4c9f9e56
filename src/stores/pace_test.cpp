#include "stores/pace.h"

#include <gtest/gtest.h>

namespace outfield {
namespace {

using namespace std::chrono_literals;

class PaceTest : public testing::Test {
  protected:
    // One second after the other, of so many bytes each; the fault that ends it.
    std::optional<std::string> run(int seconds, std::uint64_t bytes, bool stirs = true) {
        for (int second = 0; second < seconds; ++second) {
            time += 1s;
            moved += bytes;
            if (stirs) pace.stir();
            if (const auto fault = pace.fault(moved)) return fault;
        }
        return std::nullopt;
    }

    Pace::Time time{};
    std::uint64_t moved = 0;
    Pace pace{{.idle = 10s, .least_rate = 100}, [this] { return time; }};
};

TEST_F(PaceTest, GoesOnForAsLongAsItIsFastEnough) {
    EXPECT_EQ(run(1000, 100), std::nullopt);
}

TEST_F(PaceTest, ATrickleIsGivenUpAfterOneWhile) {
    EXPECT_EQ(run(9, 99), std::nullopt);
    EXPECT_EQ(run(1, 99), "too slow: 990 bytes in 10 s, and the setting 'least_rate' asks for 100 a second");
}

TEST_F(PaceTest, ABurstDoesNotPayForWhatComesLater) {
    EXPECT_EQ(run(10, 1'000'000), std::nullopt);
    EXPECT_NE(run(10, 1), std::nullopt);
}

TEST_F(PaceTest, SilenceIsGivenUpAlsoInTheMiddleOfAWhile) {
    EXPECT_EQ(run(5, 1000), std::nullopt);
    EXPECT_EQ(run(9, 0, false), std::nullopt);
    EXPECT_EQ(run(1, 0, false), "silent for 10 s");
}

TEST_F(PaceTest, AStepAsksForNoBytes) {
    EXPECT_EQ(run(9, 0), std::nullopt);
    pace.step(moved);
    EXPECT_EQ(run(9, 0), std::nullopt);
    EXPECT_NE(run(1, 0), std::nullopt);
}

TEST_F(PaceTest, TheTimeOfTheCallersOwnStreamDoesNotCount) {
    {
        const Pace::Excuse excuse(pace);
        time += 1h;
    }
    EXPECT_EQ(pace.fault(0), std::nullopt);
    EXPECT_EQ(run(9, 100), std::nullopt);
}

TEST(PaceWithoutRate, LooksForSilenceAlone) {
    Pace::Time time{};
    Pace pace({.idle = 10s, .least_rate = 0}, [&] { return time; });
    for (int second = 0; second < 100; ++second) {
        time += 1s;
        pace.stir();
        EXPECT_EQ(pace.fault(0), std::nullopt);
    }
}

}  // namespace
}  // namespace outfield
