// put: everything or nothing, and what it says of what it stored.
#include <outfield/conformance.h>

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <thread>

#include "material.h"

namespace outfield::conformance {

TEST_P(StorageConformance, KeepsAnObjectOfEachSize) {
    constexpr std::uint64_t sizes[] = {0,         1,           64 * KiB - 1, 64 * KiB,    64 * KiB + 1,
                                       256 * KiB, 1 * MiB + 1, 5 * MiB,      5 * MiB + 1, 8 * MiB - 1,
                                       8 * MiB,   8 * MiB + 1, 16 * MiB,     16 * MiB + 1};
    for (const auto size : sizes) {
        if (size > storage().capabilities().max_object_size) continue;
        expect_round_trip(storage(), at("size-" + std::to_string(size)), content(size));
    }
}

TEST_P(StorageConformance, KeepsBytesOfEveryValue) {
    std::string bytes;
    for (int i = 0; i < 256; ++i) bytes += static_cast<char>(i);
    expect_round_trip(storage(), at("every-byte"), bytes);
    expect_round_trip(storage(), at("line-ends"), "\r\n.\r\n\n\r\xff\xfe\xff\xf4\n.\n\r");
    expect_round_trip(storage(), at("zeros"), std::string(100'000, '\0'));
}

TEST_P(StorageConformance, TakesASourceThatDoesNotKnowItsSize) {
    for (const auto size : {std::uint64_t{0}, std::uint64_t{1}, 8 * MiB, large}) {
        const auto bytes = content(size);
        OddSource source(bytes, {});
        const auto address = at("unknown-" + std::to_string(size));
        const auto stored = storage().put(address, source, {});
        EXPECT_EQ(stored.size, size);
        EXPECT_EQ(to_hex(stored.sha256), to_hex(sha256_of(bytes)));
        EXPECT_TRUE(get(storage(), address) == bytes);
    }
}

TEST_P(StorageConformance, TakesASourceThatCannotRewind) {
    const auto bytes = content(large);
    OddSource source(bytes, {.claimed_size = bytes.size(), .rewinds = false});
    storage().put(at("once"), source, {});
    EXPECT_TRUE(get(storage(), at("once")) == bytes);
}

TEST_P(StorageConformance, TakesASourceThatDribbles) {
    const auto bytes = content(40'001);
    OddSource source(bytes, {.claimed_size = bytes.size(), .longest_piece = 7});
    EXPECT_EQ(storage().put(at("dribble"), source, {}).size, bytes.size());
    EXPECT_TRUE(get(storage(), at("dribble")) == bytes);
}

TEST_P(StorageConformance, LeavesNothingWhenTheSourceBreaks) {
    for (const auto breaks_at : {std::uint64_t{0}, 64 * KiB, large - 1}) {
        const auto address = at("broken-" + std::to_string(breaks_at));
        for (const bool sized : {true, false}) {
            Habits habits{.breaks_at = breaks_at};
            if (sized) habits.claimed_size = large;
            OddSource source(content(large), habits);
            EXPECT_THROW(storage().put(address, source, {}), SourceBroke);
            expect_absent(storage(), address);
            storage().remove(address, Unfinished::remove);
        }
    }
    expect_round_trip(storage(), at("afterwards"), content(1000));
}

TEST_P(StorageConformance, RefusesASourceThatIsShorterOrLongerThanItSaid) {
    for (const auto size : {std::uint64_t{0}, std::uint64_t{100}, 64 * KiB, large}) {
        for (const auto claimed : {size + 1, size > 0 ? size - 1 : 100'000, size / 2 + 70'000}) {
            const auto address = at("said-" + std::to_string(claimed) + "-is-" + std::to_string(size));
            OddSource source(content(size), {.claimed_size = claimed});
            expect_error(
                ErrorKind::conflict, [&] { storage().put(address, source, {}); }, address.key);
            expect_absent(storage(), address);
        }
    }
    expect_round_trip(storage(), at("afterwards"), content(1000));
}

TEST_P(StorageConformance, RefusesToPutIntoAMissingContainer) {
    const ObjectAddress nowhere{unused_container_name(), "a/key"};
    for (const auto size : {std::uint64_t{10}, large}) {
        expect_error(
            ErrorKind::not_found, [&] { put(storage(), nowhere, content(size)); }, "put");
    }
}

TEST_P(StorageConformance, TakesAnyMediaType) {
    for (const char* type :
         {"", "text/plain", "text/html; charset=\"utf-8\"", "application/vnd.oasis.opendocument.text",
          "x-strange/ü-thing", "no slash at all"}) {
        const auto address = at("type-" + std::to_string(std::string_view(type).size()));
        put(storage(), address, "typed", type);
        EXPECT_EQ(get(storage(), address), "typed") << type;
    }
}

namespace {

// Looks at an address from a thread of its own, over and over: it may see nothing or everything, and never a
// part.
class Onlooker {
  public:
    Onlooker(Storage& storage, ObjectAddress address, std::string whole)
        : storage_(storage),
          address_(std::move(address)),
          whole_(std::move(whole)),
          thread_([this](std::stop_token stop) {
              while (!stop.stop_requested()) look();
          }) {}

    // Until a look that began after this call is over; a store that makes readers wait for a put makes it
    // give up.
    void await_a_look() {
        using namespace std::chrono_literals;
        std::unique_lock lock(mutex_);
        looked_.wait_for(lock, 2s, [&, before = looks_] { return looks_ > before + 1; });
    }

  private:
    void look() {
        try {
            stat_and_list();
            EXPECT_TRUE(get(storage_, address_) == whole_) << "get saw a part";
        } catch (const Error& error) {
            EXPECT_EQ(error.kind(), ErrorKind::not_found) << error.what();
        }
        const std::lock_guard lock(mutex_);
        ++looks_;
        looked_.notify_all();
    }

    void stat_and_list() {
        const auto info = storage_.stat(address_);
        EXPECT_TRUE(!info || info->size == whole_.size()) << "stat saw " << info->size << " bytes";
        const auto folder = address_.key.substr(0, address_.key.rfind('/') + 1);
        for (const auto& [key, object] : walk(storage_, address_.container, folder).objects) {
            EXPECT_TRUE(key == address_.key && object.size == whole_.size())
                << key << ", " << object.size << " bytes";
        }
    }

    Storage& storage_;
    const ObjectAddress address_;
    const std::string whole_;
    std::mutex mutex_;
    std::condition_variable looked_;
    int looks_ = 0;
    std::jthread thread_;  // last: it uses all of the above
};

}  // namespace

TEST_P(StorageConformance, NobodySeesAnObjectThatIsBeingPut) {
    for (const auto* const name : {"first", "second", "third"}) {
        const auto bytes = content(large);
        Onlooker onlooker(storage(), at(std::string(name) + "/slow"), bytes);
        const auto pause = [&](std::uint64_t offset) {
            if (offset == 2 * MiB || offset == large) onlooker.await_a_look();
        };
        OddSource source(bytes, {.claimed_size = large, .longest_piece = 64 * KiB, .before_piece = pause});
        storage().put(at(std::string(name) + "/slow"), source, {});
        onlooker.await_a_look();
        EXPECT_TRUE(get(storage(), at(std::string(name) + "/slow")) == bytes);
    }
}

TEST_P(StorageConformance, WhatWasPutOutlivesItsStorage) {
    if (!GetParam().survives_its_storage) GTEST_SKIP() << "this store says that its objects end with it";
    const auto bytes = content(large);
    put(storage(), at("lasting"), bytes);
    const auto another = GetParam().open();
    EXPECT_TRUE(get(*another, at("lasting")) == bytes);
    EXPECT_EQ(another->stat(at("lasting")).value().size, bytes.size());
}

}  // namespace outfield::conformance
