// Every verb is thread-safe: many threads, one Storage.
#include <outfield/conformance.h>

#include "material.h"

namespace outfield::conformance {

TEST_P(StorageConformance, ServesSixteenThreadsAtOnce) {
    constexpr int rounds = 6;
    in_parallel(16, [&](int thread) {
        const std::string mine = "thread-" + std::to_string(thread) + "/";
        for (int round = 0; round < rounds; ++round) {
            const auto address = at(mine + std::to_string(round));
            const auto bytes =
                content(static_cast<std::uint64_t>(thread) * 20'000 + round, thread * 100 + round);
            expect_round_trip(storage(), address, bytes);
            EXPECT_TRUE(get(storage(), address, {.offset = 5, .length = 50}) ==
                        (bytes.size() > 5 ? bytes.substr(5, 50) : ""));
            if (round % 2 == 0) storage().remove(address, Unfinished::remove);
        }
        EXPECT_EQ(walk(storage(), container(), at(mine).key).times.size(), rounds / 2U) << mine;
    });
}

TEST_P(StorageConformance, ServesAFewLargeTransfersAtOnce) {
    in_parallel(4, [&](int thread) {
        expect_round_trip(storage(), at("large-" + std::to_string(thread)), content(large, thread));
    });
}

TEST_P(StorageConformance, OneObjectIsReadByManyThreads) {
    const auto bytes = content(3 * MiB);
    put(storage(), at("shared"), bytes);
    in_parallel(16, [&](int thread) {
        const std::uint64_t offset = static_cast<std::uint64_t>(thread) * 100'000;
        EXPECT_TRUE(get(storage(), at("shared"), {.offset = offset}) == bytes.substr(offset));
    });
}

// A thread whose transfers fail disturbs nobody else's.
TEST_P(StorageConformance, FailuresStayWithTheirThread) {
    in_parallel(8, [&](int thread) {
        for (int round = 0; round < 5; ++round) {
            const auto address = at(std::to_string(thread) + "-" + std::to_string(round));
            if (thread % 2 == 0) {
                expect_round_trip(storage(), address, content(100'000, thread));
            } else {
                OddSource source(content(100'000), {.claimed_size = 100'000, .breaks_at = 70'000});
                EXPECT_THROW(storage().put(address, source, {}), SourceBroke);
            }
        }
    });
}

}  // namespace outfield::conformance
