// list: each object exactly once, whatever the page, and nothing else.
#include <outfield/conformance.h>
#include <outfield/error.h>

#include <set>

#include "material.h"

namespace outfield::conformance {
namespace {

// More than the 1,000 that S3 gives in a page, spread over folders of several sizes.
constexpr int crowd = 1'100;
constexpr int hands = 16;

std::string crowd_key(int i) {
    return (i % 3 == 0 ? "flat-" : "folder-" + std::to_string(i % 7) + "/") + std::to_string(i);
}

std::set<std::string> put_crowd(Storage& storage, const std::string& container) {
    std::set<std::string> keys;
    for (int i = 0; i < crowd; ++i) keys.insert(crowd_key(i));
    in_parallel(hands, [&](int hand) {
        for (int i = hand; i < crowd; i += hands)
            put(storage, {container, crowd_key(i)}, std::string(i % 5, 'c'));
    });
    return keys;
}

std::set<std::string> keys_of(const Listing& listing) {
    std::set<std::string> keys;
    for (const auto& [key, times] : listing.times) {
        EXPECT_EQ(times, 1) << key << " was delivered more than once";
        keys.insert(key);
    }
    return keys;
}

}  // namespace

TEST_P(StorageConformance, ListsEachOfManyObjectsOnce) {
    const auto bucket = fresh_container();
    const auto keys = put_crowd(storage(), bucket);
    const auto listing = walk(storage(), bucket, "");
    EXPECT_EQ(keys_of(listing), keys);
    for (int i = 0; i < crowd; ++i) {
        const auto found = listing.objects.find(crowd_key(i));
        ASSERT_NE(found, listing.objects.end());
        EXPECT_EQ(found->second.size, static_cast<std::uint64_t>(i % 5)) << crowd_key(i);
    }

    // And again while what was delivered is removed behind the walk, as a collector would.
    std::multiset<std::string> delivered;
    std::optional<std::string> cursor;
    do {
        auto page = storage().list(bucket, "", cursor);
        const auto count = static_cast<int>(page.objects.size());
        for (const auto& object : page.objects) delivered.insert(object.key);
        in_parallel(hands, [&](int hand) {
            for (int i = hand; i < count; i += hands) storage().remove({bucket, page.objects[i].key});
        });
        cursor = std::move(page.next);
    } while (cursor && delivered.size() <= keys.size());
    EXPECT_EQ(delivered, std::multiset<std::string>(keys.begin(), keys.end()));
    EXPECT_TRUE(walk(storage(), bucket, "").times.empty());
}

TEST_P(StorageConformance, ListsByPrefix) {
    const auto bucket = fresh_container();
    const std::vector<std::string> keys = {"a",        "ab/c",  "ab/cd", "ab/c.d", "abc/d/e",
                                           "abc/d/ef", "b/a/b", "B/a",   "ab-c"};
    for (const auto& key : keys) put(storage(), {bucket, key}, key);
    for (const std::string prefix :
         {"", "a", "ab", "ab/", "ab/c", "ab/cd", "abc/d", "abc/d/", "abc/d/e", "abc/d/ef", "b", "b/", "B",
          "c", "ab/c/", "b/a/b", "b/a/b/", "zz/zz/", "ab/x"}) {
        std::set<std::string> expected;
        for (const auto& key : keys) {
            if (key.starts_with(prefix)) expected.insert(key);
        }
        EXPECT_EQ(keys_of(walk(storage(), bucket, prefix)), expected) << "prefix \"" << prefix << '"';
    }
}

TEST_P(StorageConformance, AnEmptyContainerListsNothing) {
    const auto bucket = fresh_container();
    for (const char* prefix : {"", "a", "a/b"}) {
        const auto page = storage().list(bucket, prefix, std::nullopt);
        EXPECT_TRUE(page.objects.empty());
        EXPECT_FALSE(page.next.has_value());
    }
}

TEST_P(StorageConformance, APrefixCannotLeaveItsContainer) {
    put(storage(), at("object"), "x");
    const auto bucket = fresh_container();
    const std::vector<std::string> prefixes = {"../", "..", "/", "./", "../" + container() + "/", "/etc/"};
    for (const auto& prefix : prefixes) {
        try {
            EXPECT_TRUE(walk(storage(), bucket, prefix).times.empty()) << prefix;
        } catch (const Error& error) {
            EXPECT_EQ(error.kind(), ErrorKind::invalid) << prefix << ": " << error.what();
        }
    }
}

TEST_P(StorageConformance, ListsNothingOfAMissingContainer) {
    const auto nowhere = unused_container_name();
    expect_error(
        ErrorKind::not_found, [&] { storage().list(nowhere, "", std::nullopt); }, "list");
    expect_error(
        ErrorKind::not_found, [&] { storage().list(nowhere, "a/b", std::nullopt); }, "list by prefix");
}

TEST_P(StorageConformance, ListsSizeAndTime) {
    const auto before = now();
    put(storage(), at("sized"), content(4321));
    const auto listing = walk(storage(), container(), scope());
    const auto& object = listing.objects.at(at("sized").key);
    EXPECT_EQ(object.size, 4321U);
    if (storage().capabilities().reports_modified) {
        ASSERT_TRUE(object.modified.has_value());
        EXPECT_LT(std::chrono::abs(*object.modified - before), std::chrono::minutes(10));
    }
}

TEST_P(StorageConformance, ShowsWhatIsUnfinishedUnderTheKeyThatItWasToGet) {
    auto* const lister = storage().unfinished_lister();
    if (!lister) GTEST_SKIP() << "this store leaves nothing unfinished that it could show";
    const auto bytes = content(large);
    const auto unfinished = [&](const std::string& prefix) {
        std::set<std::string> keys;
        std::optional<std::string> cursor;
        do {
            const auto page = lister->list_unfinished(container(), prefix, cursor);
            for (const auto& object : page.objects) keys.insert(object.key);
            cursor = page.next;
        } while (cursor);
        return keys;
    };
    std::set<std::string> during, elsewhere;
    const auto look = [&](std::uint64_t offset) {
        if (offset != 10 * MiB) return;
        during = unfinished(scope() + "folder/");
        elsewhere = unfinished(scope() + "other/");
    };
    OddSource source(bytes, {.claimed_size = large, .longest_piece = 64 * KiB, .before_piece = look});
    storage().put(at("folder/under-way"), source, {});
    EXPECT_EQ(during, std::set<std::string>{at("folder/under-way").key});
    EXPECT_TRUE(elsewhere.empty());
    EXPECT_TRUE(unfinished(scope()).empty());
    EXPECT_THROW(lister->list_unfinished(unused_container_name(), "", {}), Error);
}

}  // namespace outfield::conformance
