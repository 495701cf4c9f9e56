#include "stores/ftp/ancestry.h"

#include <gtest/gtest.h>

namespace outfield::ftp {
namespace {

bool shows(Ancestry& ancestry, std::string_view line) {
    return ancestry.shows(read_line(Dialect::mlsd, line, now()));
}

TEST(FtpAncestry, ALinkUpwardsIsNotFollowed) {
    Ancestry ancestry;
    ancestry.enter(0);
    EXPECT_FALSE(shows(ancestry, "type=cdir;unique=1BU1; ."));
    EXPECT_FALSE(shows(ancestry, "type=dir;unique=1BU1; itself"));
    EXPECT_TRUE(shows(ancestry, "type=dir;unique=1BU2; below"));
    ancestry.enter(1);
    EXPECT_FALSE(shows(ancestry, "type=cdir;unique=1BU2; ."));
    EXPECT_FALSE(shows(ancestry, "type=dir;unique=1BU1; up"));
    EXPECT_TRUE(shows(ancestry, "type=file;size=1;unique=1BU1; file"));
    EXPECT_TRUE(shows(ancestry, "type=dir;unique=1BU3; further"));
}

TEST(FtpAncestry, AFolderBesideIsNoAncestor) {
    Ancestry ancestry;
    ancestry.enter(0);
    ancestry.enter(1);
    EXPECT_FALSE(shows(ancestry, "type=cdir;unique=1BU2; ."));
    ancestry.enter(1);
    EXPECT_FALSE(shows(ancestry, "type=cdir;unique=1BU3; ."));
    EXPECT_TRUE(shows(ancestry, "type=dir;unique=1BU2; linked"));
}

TEST(FtpAncestry, WhatHasNoIdentityIsShown) {
    Ancestry ancestry;
    ancestry.enter(0);
    EXPECT_FALSE(shows(ancestry, "type=cdir; ."));
    EXPECT_TRUE(shows(ancestry, "type=dir; below"));
}

}  // namespace
}  // namespace outfield::ftp
