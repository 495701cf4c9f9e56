#include "stores/ftp/listing.h"

#include <gtest/gtest.h>

#include "stores/ftp/reply.h"

namespace outfield::ftp {
namespace {

using Meaning = ListingLine::Meaning;

const Time today = *time_from("20261123083005");

std::string entry(Dialect dialect, std::string_view text) {
    const auto line = read_line(dialect, text, today);
    if (line.meaning == Meaning::nothing) return "nothing";
    if (line.meaning == Meaning::unreadable) return "unreadable";
    const auto& found = line.entry;
    const std::string time = found.modified ? to_string(*found.modified) : "?";
    return found.name + (found.folder ? "/" : " " + std::to_string(found.size)) + " " + time;
}

std::string mlsd(std::string_view text) {
    return entry(Dialect::mlsd, text);
}

std::string list(std::string_view text) {
    return entry(Dialect::list, text);
}

TEST(Mlsd, FilesAndFolders) {
    EXPECT_EQ(mlsd("modify=20261123034722;perm=adfrw;size=5;type=file;unique=FE00UA7208F;UNIX.mode=0644; f1"),
              "f1 5 2026-11-23 03:47:22");
    EXPECT_EQ(mlsd("type=dir;sizd=4096;modify=20261123034725; sub"), "sub/ 2026-11-23 03:47:25");
    EXPECT_EQ(mlsd("Type=File;Size=0; "
                   " two  spaces "),
              " two  spaces  0 ?");
    EXPECT_EQ(mlsd("size=7;type=file; a;b=c"), "a;b=c 7 ?");
}

TEST(Mlsd, WhatIsNoEntry) {
    const auto self = read_line(Dialect::mlsd, "type=cdir;unique=1BU4;modify=20261123034725; .", now());
    EXPECT_EQ(self.meaning, ListingLine::Meaning::self);
    EXPECT_EQ(self.unique, "1BU4");
    EXPECT_EQ(mlsd("type=pdir; .."), "nothing");
    EXPECT_EQ(mlsd("type=OS.unix=slink:/etc/passwd;size=4; link"), "nothing");
    EXPECT_EQ(mlsd("type=dir; .."), "nothing");
    EXPECT_EQ(mlsd(""), "nothing");
}

TEST(Mlsd, HostileLinesAreNotBelieved) {
    for (const char* line :
         {"type=file;size=5;", "garbage", "type=file; name", "type=file;size=-1; n", "size=5; n",
          "type=file;size=5; ../../etc/passwd", "type=file;size=5; ", "type=file;size=1e3; n"}) {
        EXPECT_EQ(mlsd(line), "unreadable") << line;
    }
}

TEST(List, Unix) {
    EXPECT_EQ(list("-rw-r--r--    1 1001     1001            5 Nov 23 03:47 f0"), "f0 5 2026-11-23 03:47:00");
    EXPECT_EQ(list("drwxr-xr-x   3 tester   g            4096 Nov 23 03:47 sub"), "sub/ 2026-11-23 03:47:00");
    EXPECT_EQ(list("-rw-r--r-- 1 ftp ftp 12 Dec 24 23:59 before christmas"),
              "before christmas 12 2025-12-24 23:59:00");
    EXPECT_EQ(list("-rw-r--r-- 1 ftp ftp 12 Jan  1  2020 old"), "old 12 2020-01-01 00:00:00");
    EXPECT_EQ(list("-rw-r--r-- 1 ftp ftp 12 Feb 29  2024 leap"), "leap 12 2024-02-29 00:00:00");
}

TEST(List, UnixNamesKeepTheirSpaces) {
    EXPECT_EQ(list("-rw-r--r-- 1 o g 5 Nov 23 03:47  edge "), " edge  5 2026-11-23 03:47:00");
    EXPECT_EQ(list("-rw-r--r-- 1 o g 5 Nov 23 03:47 7 Nov 23 03:48 x"),
              "7 Nov 23 03:48 x 5 2026-11-23 03:47:00");
}

TEST(List, UnixOwnersAndGroupsVary) {
    EXPECT_EQ(list("-rw-r--r-- 1 Domain Users all 5 Nov 23 03:47 f"), "f 5 2026-11-23 03:47:00");
    EXPECT_EQ(list("-rw-r--r-- 1 owner 5 Nov 23 03:47 f"), "f 5 2026-11-23 03:47:00");
    EXPECT_EQ(list("-rw-r--r--+ 1 may june 5 Nov 23 03:47 f"), "f 5 2026-11-23 03:47:00");
}

TEST(List, Dos) {
    EXPECT_EQ(list("11-23-26  03:33AM       <DIR>          My Folder"), "My Folder/ 2026-11-23 03:33:00");
    EXPECT_EQ(list("11-23-2026  03:33PM              1234 report 1.pdf"),
              "report 1.pdf 1234 2026-11-23 15:33:00");
    EXPECT_EQ(list("01-02-99  12:00AM                 7 midnight"), "midnight 7 1999-01-02 00:00:00");
    EXPECT_EQ(list("01-02-99  12:30PM                 7 noon"), "noon 7 1999-01-02 12:30:00");
    EXPECT_EQ(list("11-23-26  03:33AM     <JUNCTION>       elsewhere"), "nothing");
}

TEST(List, WhatIsNoEntry) {
    for (const char* line :
         {"total 12", "", "  ", "drwxr-xr-x 3 o g 4096 Nov 23 03:47 .",
          "drwxr-xr-x 3 o g 4096 Nov 23 03:47 ..", "lrwxrwxrwx 1 o g 11 Nov 23 03:47 link -> /etc/passwd"}) {
        EXPECT_EQ(list(line), "nothing") << line;
    }
}

TEST(List, HostileLinesAreNotBelieved) {
    for (const char* line :
         {"garbage", "-rw-r--r--", "-", "-rw-r--r-- 1 o g 5 Nov 23 03:47", "-rw-r--r-- 1 o g 5 Nov 23 03:47 ",
          "-rw-r--r-- 1 o g 5 Nov 40 03:47 f", "-rw-r--r-- 1 o g 5 Nov 23 03:47 ../x", "11-23-26",
          "11-23-26 03:33AM", "13-23-26 03:33AM 5 f", "1",
          "-rw-r--r-- 1 o g 99999999999999999999 Nov 23 03:47 f", "ls: cannot open"}) {
        EXPECT_EQ(list(line), "unreadable") << line;
    }
}

}  // namespace
}  // namespace outfield::ftp
