// Keys: every allowed one works in every verb, every other one is refused by every verb.
#include <outfield/conformance.h>

#include "material.h"

namespace outfield::conformance {
namespace {

std::string long_key(std::size_t length, std::size_t segment) {
    std::string key;
    while (key.size() < length) key += (key.size() + 1) % (segment + 1) == 0 ? '/' : 'k';
    if (key.ends_with('/')) key.back() = 'k';
    return key;
}

}  // namespace

TEST_P(StorageConformance, KeepsObjectsUnderEveryKindOfKey) {
    const std::string bucket = fresh_container();
    const std::vector<std::string> keys = {
        "a",
        "ABCDEFGHIJKLMNOPQRSTUVWXYZ/abcdefghijklmnopqrstuvwxyz/0123456789-_.",
        "Case",
        "case",
        "CASE",
        "-starts-with-a-dash",
        "-rf/--help",
        "_",
        "...",
        ".hidden",
        ".also-hidden/.deeper",
        "a..b",
        "ends.",
        "x.tmp",
        "x.part",
        "0",
        "00",
        "1e3",
        "one/two/three/four/five/six/seven/eight/nine/ten",
        "con",
        "index.html",
        "a-/b_/c./d",
        long_key(190, 500),
        long_key(512, 63),
        long_key(511, 200)};
    for (const auto& key : keys) expect_round_trip(storage(), {bucket, key}, "value of " + key);
    const auto listing = walk(storage(), bucket, "");
    EXPECT_EQ(listing.times.size(), keys.size());
    for (const auto& key : keys) {
        EXPECT_EQ(listing.times.count(key), 1U) << key;
        EXPECT_EQ(get(storage(), {bucket, key}), "value of " + key);
    }
}

// File systems end a name at 255 bytes; a store may refuse what is longer, but not lose or shorten it.
TEST_P(StorageConformance, KeepsOrRefusesALongSegment) {
    const ObjectAddress address{fresh_container(), std::string(512, 'n')};
    try {
        put(storage(), address, "long");
    } catch (const Error& error) {
        EXPECT_EQ(error.kind(), ErrorKind::invalid) << error.what();
        EXPECT_TRUE(walk(storage(), address.container, "").times.empty());
        return;
    }
    EXPECT_EQ(get(storage(), address), "long");
    EXPECT_EQ(walk(storage(), address.container, "").times.count(address.key), 1U);
}

// Where keys are paths, "a" and "a/b" cannot both be. One may then be refused; neither may harm the other.
TEST_P(StorageConformance, AKeyBelowAnotherHarmsNothing) {
    put(storage(), at("a"), "above");
    try {
        put(storage(), at("a/b"), "below");
        EXPECT_EQ(get(storage(), at("a/b")), "below");
        storage().remove(at("a/b"), Unfinished::remove);
    } catch (const Error& error) {
        EXPECT_FALSE(storage().stat(at("a/b")).has_value()) << error.what();
    }
    EXPECT_EQ(get(storage(), at("a")), "above");
}

TEST_P(StorageConformance, EveryVerbRefusesABadKey) {
    using namespace std::string_literals;
    const std::vector<std::string> bad = {"",
                                          "/",
                                          "/a",
                                          "a/",
                                          "a//b",
                                          ".",
                                          "..",
                                          "../a",
                                          "a/..",
                                          "a/../b",
                                          "./a",
                                          "a/./b",
                                          "a/.",
                                          "a b",
                                          " ",
                                          "a\nb",
                                          "a\r\nDELE b",
                                          "\xc3\xa9",
                                          "a\\b",
                                          "a%2fb",
                                          "a?b",
                                          "a#b",
                                          "a*b",
                                          "a:b",
                                          "a+b",
                                          "~a",
                                          "a\0b"s,
                                          "\x7f",
                                          std::string(513, 'x'),
                                          std::string(5000, 'x')};
    auto* const presigner = storage().presigner();
    auto* const copier = storage().copier();
    put(storage(), at("good"), "good");
    for (const auto& key : bad) {
        const ObjectAddress address{container(), key};
        const auto refused = [&](const std::string& verb, const auto& call) {
            expect_error(ErrorKind::invalid, call, verb + " \"" + key.substr(0, 40) + "\"");
        };
        refused("put", [&] { put(storage(), address, "x"); });
        refused("get", [&] { get(storage(), address); });
        refused("stat", [&] { storage().stat(address); });
        refused("remove", [&] { storage().remove(address); });
        refused("remove all of", [&] { storage().remove(address, Unfinished::remove); });
        if (presigner) refused("presign", [&] { presigner->presign_get(address, std::chrono::minutes(1)); });
        if (copier) refused("copy from", [&] { copier->copy(address, at("copy")); });
        if (copier) refused("copy to", [&] { copier->copy(at("good"), address); });
    }
    EXPECT_EQ(walk(storage(), container(), scope()).times.size(), 1U);
}

}  // namespace outfield::conformance
