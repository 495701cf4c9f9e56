// What is particular to a directory; the rest is the conformance suite's.
#include "stores/directory/storage.h"

#include <gtest/gtest.h>
#include <outfield/error.h>
#include <sys/resource.h>
#include <unistd.h>

#include <csignal>
#include <filesystem>
#include <fstream>
#include <set>
#include <thread>

#include "stores/directory/kind.h"
#include "stores/directory/unfinished_file.h"

namespace outfield::directory {
namespace {

namespace fs = std::filesystem;

class DirectoryStorageTest : public testing::Test {
  protected:
    DirectoryStorageTest() { storage().create_container("sale"); }
    ~DirectoryStorageTest() override { fs::remove_all(root_.parent_path()); }

    static fs::path make_root() {
        std::string name = (fs::temp_directory_path() / "outfield-directory-XXXXXX").string();
        if (!::mkdtemp(name.data())) throw std::runtime_error("mkdtemp");
        fs::create_directory(name + "/root");
        return name + "/root";
    }

    Storage& storage() { return storage_; }
    void put(const std::string& key, std::string text) {
        storage().put({"sale", key}, *source_from(std::move(text)), {});
    }
    std::string get(const std::string& key, ByteRange range = {}) {
        StringSink sink;
        storage().get({"sale", key}, sink, range);
        return sink.text;
    }
    ErrorKind fault_of(const auto& action) {
        try {
            action();
        } catch (const Error& error) {
            return error.kind();
        }
        ADD_FAILURE() << "no error";
        return ErrorKind::corrupt;
    }

    Settings settings() const {
        return Settings(std::map<std::string, std::string>{{"path", root_.string()}});
    }

    const fs::path root_ = make_root();
    DirectoryStorage storage_{Options{root_.string()}};
};

TEST_F(DirectoryStorageTest, AKeyIsAFile) {
    put("2026/7f3k.pdf", "hello");
    EXPECT_EQ(fs::file_size(root_ / "sale/2026/7f3k.pdf"), 5u);
    EXPECT_EQ(get("2026/7f3k.pdf", {1, 3}), "ell");
}

TEST_F(DirectoryStorageTest, NeverOverwrites) {
    put("a", "first");
    EXPECT_EQ(fault_of([&] { put("a", "second"); }), ErrorKind::already_exists);
    EXPECT_EQ(get("a"), "first");
    EXPECT_FALSE(fs::exists(root_ / "sale/a+part"));
}

TEST_F(DirectoryStorageTest, SymbolicLinksAreNotFollowed) {
    fs::create_directory(root_.parent_path() / "outside");
    std::ofstream(root_.parent_path() / "outside/secret") << "secret";
    fs::create_directory_symlink(root_.parent_path() / "outside", root_ / "sale/folder");
    fs::create_symlink(root_.parent_path() / "outside/secret", root_ / "sale/file");
    fs::create_symlink(root_.parent_path() / "outside/planted", root_ / "sale/new+part");
    fs::create_directory_symlink(root_.parent_path() / "outside", root_ / "container");
    EXPECT_EQ(fault_of([&] { get("folder/secret"); }), ErrorKind::denied);
    EXPECT_EQ(fault_of([&] { get("file"); }), ErrorKind::denied);
    EXPECT_EQ(fault_of([&] { storage().stat({"sale", "file"}); }), ErrorKind::denied);
    StringSink sink;
    EXPECT_EQ(fault_of([&] { storage().get({"container", "secret"}, sink, {}); }), ErrorKind::denied);
    EXPECT_TRUE(sink.text.empty());
    EXPECT_EQ(fault_of([&] { put("folder/new", "x"); }), ErrorKind::denied);
    EXPECT_EQ(fault_of([&] { put("new", "x"); }), ErrorKind::denied);
    EXPECT_EQ(fault_of([&] { storage().list("container", "", {}); }), ErrorKind::denied);
    EXPECT_TRUE(storage().list("sale", "", {}).objects.empty());
    EXPECT_EQ(storage().containers().size(), 1u);
    EXPECT_FALSE(fs::exists(root_.parent_path() / "outside/planted"));
}

// Where one system call for all of them is forbidden.
TEST_F(DirectoryStorageTest, AFileIsOpenedByStepsToo) {
    put("2026/11/29/deep", "content");
    const auto root = Folder::open_root(root_.native());
    const auto opened = [&](const std::vector<std::string>& names) {
        std::string text(16, '\0');
        const auto file = root.open_file_by_steps(names);
        if (file) text.resize(static_cast<std::size_t>(::read(file.number(), text.data(), text.size())));
        return file ? text : "no file";
    };
    EXPECT_EQ(opened({"sale", "2026", "11", "29", "deep"}), "content");
    EXPECT_EQ(opened({"sale", "2026", "11", "29", "other"}), "no file");
    EXPECT_EQ(opened({"sale", "2026", "12", "29", "deep"}), "no file");
    EXPECT_EQ(opened({"sale", "2026", "11", "29"}), "no file") << "a folder";
}

TEST_F(DirectoryStorageTest, WhatACrashLeftIsTakenOverOrRemoved) {
    std::ofstream(root_ / "sale/a+part") << "a longer piece of an earlier life";
    EXPECT_TRUE(storage().list("sale", "", {}).objects.empty());
    EXPECT_EQ(storage().stat({"sale", "a"}), std::nullopt);
    put("a", "whole");
    EXPECT_EQ(get("a"), "whole");
    std::ofstream(root_ / "sale/b+part") << "piece";
    storage().remove({"sale", "b"});
    EXPECT_TRUE(fs::exists(root_ / "sale/b+part"));
    storage().remove({"sale", "b"}, Unfinished::remove);
    EXPECT_FALSE(fs::exists(root_ / "sale/b+part"));
}

TEST_F(DirectoryStorageTest, ASecondWriterOfAKeyIsRefused) {
    const auto folder = Folder::open_root((root_ / "sale").string());
    auto first = UnfinishedFile::create(folder, "a");
    ASSERT_TRUE(first);
    EXPECT_EQ(fault_of([&] { put("a", "second"); }), ErrorKind::conflict);
    first->write(std::as_bytes(std::span("first", 5)));
    first->publish();
    EXPECT_EQ(get("a"), "first");
}

TEST_F(DirectoryStorageTest, AFileWhereAFolderIsNeededIsAConflict) {
    put("a", "x");
    EXPECT_EQ(fault_of([&] { put("a/b", "y"); }), ErrorKind::conflict);
    EXPECT_EQ(storage().stat({"sale", "a/b"}), std::nullopt);
    storage().remove({"sale", "a/b"}, Unfinished::remove);
}

TEST_F(DirectoryStorageTest, EmptyFoldersGoAndPutsCopeWithThat) {
    put("x/y/z", "1");
    storage().remove({"sale", "x/y/z"});
    EXPECT_FALSE(fs::exists(root_ / "sale/x"));
    EXPECT_TRUE(fs::exists(root_ / "sale"));
    const auto churn = [&](const std::string& name) {
        for (int i = 0; i < 200; ++i) {
            put("d/e/" + name, "v");
            storage().remove({"sale", "d/e/" + name});
        }
    };
    std::jthread other(churn, "1");
    churn("2");
}

TEST_F(DirectoryStorageTest, ListsManyObjects) {
    for (int i = 0; i < 2500; ++i) std::ofstream(root_ / "sale" / std::to_string(i)) << i;
    std::set<std::string> keys;
    std::optional<std::string> cursor;
    do {
        const auto page = storage().list("sale", "", cursor);
        for (const auto& object : page.objects) EXPECT_TRUE(keys.insert(object.key).second);
        cursor = page.next;
    } while (cursor);
    EXPECT_EQ(keys.size(), 2500u);
}

TEST_F(DirectoryStorageTest, ADiskThatIsNotMountedProvesNothing) {
    fs::rename(root_, root_.parent_path() / "elsewhere");
    EXPECT_EQ(fault_of([&] { storage().stat({"sale", "a"}); }), ErrorKind::unavailable);
    EXPECT_EQ(fault_of([&] { storage().remove({"sale", "a"}); }), ErrorKind::unavailable);
}

// The limit on file sizes stands in for a full disk: the kernel refuses a write in the middle of the file.
TEST_F(DirectoryStorageTest, ARefusedWriteLeavesNothing) {
    rlimit before{};
    ::getrlimit(RLIMIT_FSIZE, &before);
    const rlimit low{64 * 1024, before.rlim_max};
    ::signal(SIGXFSZ, SIG_IGN);
    ::setrlimit(RLIMIT_FSIZE, &low);
    const auto fault = fault_of([&] { put("big", std::string(1 << 20, 'x')); });
    ::setrlimit(RLIMIT_FSIZE, &before);
    EXPECT_EQ(fault, ErrorKind::out_of_space);
    EXPECT_TRUE(fs::is_empty(root_ / "sale"));
}

TEST_F(DirectoryStorageTest, TheProbePutsReadsAndRemoves) {
    const auto target = [](const std::string& container) {
        return ProbeTarget{container, "", [] { return ProbeLeave{"probe", ""}; }};
    };
    const auto steps = store_kind().probe(settings(), target("sale"));
    ASSERT_EQ(steps.size(), 4u);
    for (const auto& step : steps) EXPECT_EQ(step.outcome, ProbeStep::Outcome::passed) << step.detail;
    EXPECT_TRUE(fs::is_empty(root_ / "sale"));
    EXPECT_EQ(store_kind().probe(settings(), target("none")).back().outcome, ProbeStep::Outcome::failed);
}

TEST_F(DirectoryStorageTest, AProbeWithoutLeaveOnlyLists) {
    const auto probe = [&](const std::string& container) {
        return store_kind().probe(settings(), ProbeTarget{container, "", [] {
                                                              return ProbeLeave{"", "it is another's"};
                                                          }});
    };
    const auto steps = probe("sale");
    EXPECT_EQ(steps.back().outcome, ProbeStep::Outcome::skipped);
    EXPECT_EQ(steps.back().detail, "Nothing was written: it is another's");
    EXPECT_TRUE(fs::is_empty(root_ / "sale"));
    EXPECT_EQ(probe("none").back().outcome, ProbeStep::Outcome::failed);
}

}  // namespace
}  // namespace outfield::directory
