// remove: idempotent, and of nothing but what it was told.
#include <outfield/conformance.h>

#include "material.h"

namespace outfield::conformance {

TEST_P(StorageConformance, RemovesAnObjectAndBearsRepeating) {
    for (const auto unfinished : {Unfinished::keep, Unfinished::remove}) {
        const auto address = at(unfinished == Unfinished::keep ? "keep" : "remove");
        put(storage(), address, content(1000));
        for (int times = 0; times < 3; ++times) {
            storage().remove(address, unfinished);
            expect_absent(storage(), address);
        }
    }
}

TEST_P(StorageConformance, RemovingWhatNeverWasIsSuccess) {
    for (const auto unfinished : {Unfinished::keep, Unfinished::remove}) {
        EXPECT_NO_THROW(storage().remove(at("never"), unfinished));
        EXPECT_NO_THROW(storage().remove(at("never/in/this/folder"), unfinished));
    }
}

TEST_P(StorageConformance, RemovesNoNeighbour) {
    const std::vector<std::string> neighbours = {"dir/key1", "dir/key.1", "dir/ke",      "dir/key-",
                                                 "dir/key_", "dir/.key",  "dir/sub/key", "dir2/key"};
    for (const auto& neighbour : neighbours) put(storage(), at(neighbour), neighbour);
    for (const auto unfinished : {Unfinished::keep, Unfinished::remove}) {
        for (const char* key : {"dir/key", "dir", "dir/sub", "di", "dir/sub/ke"})
            storage().remove(at(key), unfinished);
    }
    for (const auto& neighbour : neighbours) EXPECT_EQ(get(storage(), at(neighbour)), neighbour);
}

// A put that is under way is nobody's leftover: clearing away one key's leaves the next key's in peace.
TEST_P(StorageConformance, RemovingUnfinishedPiecesLeavesOtherPutsAlone) {
    const auto bytes = content(large);
    const auto clear_neighbours = [&](std::uint64_t offset) {
        if (offset != 10 * MiB) return;
        for (const char* key : {"under", "under-way2", "under-wa", "other"})
            storage().remove(at(key), Unfinished::remove);
    };
    OddSource source(bytes,
                     {.claimed_size = large, .longest_piece = 64 * KiB, .before_piece = clear_neighbours});
    storage().put(at("under-way"), source, {});
    EXPECT_TRUE(get(storage(), at("under-way")) == bytes);
}

TEST_P(StorageConformance, TheLastObjectGoneTheContainerStays) {
    const auto bucket = fresh_container();
    for (const char* key : {"only", "deep/er/only"}) {
        put(storage(), {bucket, key}, "x");
        storage().remove({bucket, key}, Unfinished::remove);
        EXPECT_TRUE(walk(storage(), bucket, "").times.empty());
    }
    put(storage(), {bucket, "again"}, "x");
    EXPECT_EQ(get(storage(), {bucket, "again"}), "x");
}

}  // namespace outfield::conformance
