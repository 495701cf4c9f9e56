#include "stores/ftp/recent_listings.h"

#include <gtest/gtest.h>

namespace outfield::ftp {
namespace {

ListedNames listing(const std::vector<TreeEntry>& entries) {
    ListedNames listed;
    for (const auto& entry : entries) listed.add(entry);
    return listed;
}

TEST(RecentListings, ShowWhatIsAbsentAndNothingElse) {
    RecentListings recent;
    EXPECT_FALSE(recent.show_absent("box", "a", false));
    recent.keep("box", listing({{"a", false, 0, {}}, {"folder", true, 0, {}}}));
    EXPECT_FALSE(recent.show_absent("box", "a", false));
    EXPECT_TRUE(recent.show_absent("box", "b", false));
    EXPECT_TRUE(recent.show_absent("box", "folder", false));  // no file of that name
    EXPECT_FALSE(recent.show_absent("box", "folder", true));
    EXPECT_FALSE(recent.show_absent("another", "b", false));
}

TEST(RecentListings, WhatIsPutSinceIsNotAbsent) {
    RecentListings recent;
    recent.keep("box", listing({}));
    recent.expect("box/a");
    EXPECT_FALSE(recent.show_absent("box", "a", false));
    EXPECT_TRUE(recent.show_absent("box", "b", false));
    recent.keep("box", listing({}));  // the put may have landed after the listing passed its place
    EXPECT_FALSE(recent.show_absent("box", "a", false));
}

TEST(RecentListings, NothingIsShownAbsentThatWasExpectedAndForgotten) {
    RecentListings recent;
    auto under_way = listing({});
    recent.expect("box/a");
    for (int i = 0; i < 50'000; ++i) recent.expect("box/" + std::to_string(i));
    recent.keep("box", std::move(under_way));
    EXPECT_FALSE(recent.show_absent("box", "a", false));
    EXPECT_FALSE(recent.show_absent("box", "never put", false));
    recent.keep("box", listing({}));
    EXPECT_TRUE(recent.show_absent("box", "never put", false));
}

}  // namespace
}  // namespace outfield::ftp
