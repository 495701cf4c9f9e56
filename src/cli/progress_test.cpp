#include "cli/progress.h"

#include <gtest/gtest.h>

namespace outfield::cli {
namespace {

using std::chrono::duration;

TEST(ProgressLine, SaysHowFarHowFastAndHowLong) {
    const ProgressState state{
        .files = 50, .total_files = 100, .bytes = 5 << 20, .total_bytes = 10 << 20, .total_known = true};
    EXPECT_EQ(progress_line(state, duration<double>(5), 200),
              "[#####-----]  50 of 100 files  5.0 MiB of 10.0 MiB  1.0 MiB/s  5 s left");
}

TEST(ProgressLine, DoesNotGuessWhileTheTotalGrows) {
    const ProgressState state{.files = 1, .total_files = 9, .failed = 2};
    EXPECT_EQ(progress_line(state, duration<double>(1), 200), "1 of 9+ files  2 failed");
}

TEST(ProgressLine, KnowsOneFileFromMany) {
    EXPECT_EQ(progress_line({.files = 0, .total_files = 1}, duration<double>(1), 200), "0 of 1+ files");
    const auto one =
        progress_line({.files = 1, .total_files = 1, .total_known = true}, duration<double>(1), 200);
    EXPECT_TRUE(one.ends_with("1 of 1 file")) << one;
}

TEST(ProgressLine, GoesByWhatIsBehind) {
    const ProgressState state{
        .files = 9, .total_files = 10, .bytes = 100, .total_bytes = 1000, .total_known = true};
    EXPECT_EQ(progress_line(state, duration<double>(10), 200).substr(0, 14), "[#---------]  ");
}

TEST(ProgressLine, FitsTheTerminalAndNothingAtAll) {
    const ProgressState state{.files = 50,
                              .total_files = 100,
                              .bytes = 5 << 20,
                              .total_bytes = 10 << 20,
                              .failed = 1,
                              .total_known = true};
    const auto line = [&](std::size_t width) { return progress_line(state, duration<double>(5), width); };
    EXPECT_EQ(line(81), "[#####-----]  50 of 100 files  5.0 MiB of 10.0 MiB  1.0 MiB/s  1 failed  5 s left");
    EXPECT_EQ(line(80), "[#####-----]  50 of 100 files  1.0 MiB/s  1 failed  5 s left");
    EXPECT_EQ(line(59), "50 of 100 files  1.0 MiB/s  1 failed  5 s left");
    EXPECT_EQ(line(40), "50 of 100 files  1 failed  5 s left");
    EXPECT_EQ(line(10), "50 of 100 ");
    EXPECT_EQ(progress_line({.total_known = true}, duration<double>(0), 80), "[##########]  0 of 0 files");
}

}  // namespace
}  // namespace outfield::cli
