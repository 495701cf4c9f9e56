#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <outfield/error.h>
#include <outfield/instance.h>

#include <atomic>
#include <filesystem>
#include <thread>

#include "base/base64.h"
#include "instance/rooms.h"
#include "sql/trial_database.h"
#include "uploads/resumable_uploads.h"
#include "uploads/upload_rows.h"

namespace outfield::uploads {
namespace {

using namespace std::chrono_literals;

constexpr std::size_t mebibyte = 1 << 20;

Module sale() {
    Module module("sale", "Sales");
    module.model("sale.document", "Sale document",
                 {{"name", fields::character("Name")},
                  {"note", fields::binary("Note")},
                  {"file", fields::binary("File", {.store = "directory"})}});
    return module;
}

std::string pattern(std::size_t size) {
    std::string bytes(size, '\0');
    for (std::size_t i = 0; i < size; ++i) bytes[i] = static_cast<char>(i * 2654435761U >> 13U);
    return bytes;
}

Checksum sha256_checksum(std::string_view bytes) {
    return Checksum::parse("sha256 " + base64_encode(sha256_of(bytes).bytes));
}

class UploadsTest : public testing::Test {
  protected:
    UploadsTest() {
        outfield.install({sale()});
        outfield.configurations().add("disk", "directory",
                                      Settings(std::map<std::string, std::string>{{"path", disk.native()}}));
        outfield.containers().create("disk", "sales", {.retention = 0s});
        outfield.containers().assign("disk/sales", "sale");
        record = outfield.records().create("sale.document", {{"name", "Contract"}});
    }

    ResumableUpload begin(std::size_t length, const std::string& field = "file") {
        return uploads.create(
            {5, {"sale.document", record, field}, "scan.bin", "", "model c2FsZQ==", length});
    }
    static void send(Appending& appending, std::string_view bytes) {
        while (!bytes.empty()) {
            const auto count = std::min<std::size_t>(bytes.size(), 256 << 10);
            appending.take(bytes.substr(0, count));
            if (appending.is_full()) appending.commit();
            bytes.remove_prefix(count);
        }
    }
    void patch(const ResumableUpload& upload, std::size_t offset, std::string_view bytes) {
        auto appending = uploads.append(upload.id, offset);
        send(appending, bytes);
        EXPECT_TRUE(appending.finish());
    }
    std::uint64_t offset(const ResumableUpload& upload) { return uploads.find(upload.id)->offset; }
    std::string value(const std::string& field = "file") {
        StringSink sink;
        outfield.binaries().read({"sale.document", record, field}, sink);
        return sink.text;
    }
    std::int64_t count(const std::string& table) {
        return sql::reading(catalog.database(), [&](sql::Connection& connection) {
            return connection.query_one("SELECT count(*) FROM " + table)->integer(0);
        });
    }
    void change(const std::string& sql) {
        catalog.database().write([&](sql::Connection& connection) { connection.execute(sql); });
    }
    // Values that were put into the directory, whoever they belong to.
    std::size_t objects() const {
        std::size_t found = 0;
        for (const auto& entry : std::filesystem::recursive_directory_iterator(disk))
            found += entry.is_regular_file() && entry.path().filename() != "outfield-environment" ? 1 : 0;
        return found;
    }
    template <typename Work>
    static void expect_error(ErrorKind kind, Work&& work) {
        try {
            work();
            ADD_FAILURE() << "no error; expected: " << to_string(kind);
        } catch (const Error& error) {
            EXPECT_EQ(error.kind(), kind) << error.what();
        }
    }

    sql::TemporaryDirectory directory;
    std::filesystem::path disk = [&] {
        std::filesystem::path path = directory.file("disk");
        std::filesystem::create_directory(path);
        return path;
    }();
    sql::TrialDatabase database;
    Instance outfield = Instance::create(database.url(), directory.file("key"));
    catalog::Catalog& catalog = Rooms(outfield).catalog();
    ResumableUploads uploads{catalog, Rooms(outfield).staging()};
    RecordId record = 0;
};

TEST_F(UploadsTest, SeveralRequestsMakeOneValue) {
    const auto bytes = pattern(5 * mebibyte + 17);
    const auto upload = begin(bytes.size());
    patch(upload, 0, std::string_view(bytes).substr(0, 2 * mebibyte + 3));
    EXPECT_EQ(offset(upload), 2 * mebibyte + 3);
    expect_error(ErrorKind::conflict, [&] { uploads.store(upload.id); });
    patch(upload, 2 * mebibyte + 3, std::string_view(bytes).substr(2 * mebibyte + 3));
    EXPECT_FALSE(uploads.find(upload.id)->is_stored);
    EXPECT_EQ(uploads.store(upload.id), Storing::stored);
    EXPECT_TRUE(value() == bytes);
    const auto found = *uploads.find(upload.id);
    EXPECT_TRUE(found.is_stored);
    EXPECT_EQ(found.offset, bytes.size());
    EXPECT_EQ(found.metadata, "model c2FsZQ==");
    EXPECT_EQ(count("outfield_upload_piece"), 0);
    EXPECT_EQ(outfield.binaries().describe(upload.address)->file_name, "scan.bin");
}

TEST_F(UploadsTest, AnEmptyUploadIsAnEmptyValue) {
    const auto upload = begin(0);
    EXPECT_EQ(uploads.store(upload.id), Storing::stored);
    EXPECT_EQ(value(), "");
}

TEST_F(UploadsTest, ASmallOneBecomesAValueOfTheDatabase) {
    const auto upload = begin(5, "note");
    patch(upload, 0, "hello");
    EXPECT_EQ(uploads.store(upload.id), Storing::stored);
    EXPECT_EQ(value("note"), "hello");
}

TEST_F(UploadsTest, WhatCameBeforeABreakStays) {
    const auto bytes = pattern(3 * mebibyte);
    const auto upload = begin(bytes.size());
    auto broken = uploads.append(upload.id, 0);
    send(broken, std::string_view(bytes).substr(0, 2 * mebibyte - 5));
    broken.break_off();
    ASSERT_EQ(offset(upload), 2 * mebibyte - 5);
    patch(upload, 2 * mebibyte - 5, std::string_view(bytes).substr(2 * mebibyte - 5));
    uploads.store(upload.id);
    EXPECT_TRUE(value() == bytes);
}

TEST_F(UploadsTest, OneThatDisappearsLosesOnlyWhatWasNotCommitted) {
    const auto upload = begin(2 * mebibyte);
    {
        auto killed = uploads.append(upload.id, 0);
        killed.take("abc");
        killed.commit();
        killed.take("def");
    }
    EXPECT_EQ(offset(upload), 3U);
}

TEST_F(UploadsTest, AnotherOffsetIsAConflict) {
    const auto upload = begin(10);
    patch(upload, 0, "01234");
    for (const std::uint64_t wrong : {0, 4, 6, 10})
        expect_error(ErrorKind::conflict, [&] { uploads.append(upload.id, wrong); });
    expect_error(ErrorKind::not_found, [&] { uploads.append("nothing", 0); });
}

TEST_F(UploadsTest, MoreBytesThanItsLengthAreRefused) {
    const auto upload = begin(4);
    auto appending = uploads.append(upload.id, 0);
    EXPECT_EQ(appending.room(), 4U);
    expect_error(ErrorKind::invalid, [&] { appending.take("12345"); });
}

TEST_F(UploadsTest, TheLatestWriterIsTheOnlyOne) {
    const auto upload = begin(8);
    auto first = uploads.append(upload.id, 0);
    first.take("AAAA");
    auto second = uploads.append(upload.id, 0);
    expect_error(ErrorKind::conflict, [&] { first.commit(); });
    first.break_off();
    second.take("BBBBBBBB");
    EXPECT_TRUE(second.finish());
    expect_error(ErrorKind::conflict, [&] { first.finish(); });
    uploads.store(upload.id);
    EXPECT_EQ(value(), "BBBBBBBB");
}

TEST_F(UploadsTest, ManyWritersAtOnceMakeNoHoles) {
    const auto bytes = pattern(400);
    const auto upload = begin(bytes.size());
    std::vector<std::thread> writers;
    for (int i = 0; i < 4; ++i)
        writers.emplace_back([&] {
            for (;;) {
                const auto at = offset(upload);
                if (at == bytes.size()) return;
                try {
                    patch(upload, at, std::string_view(bytes).substr(at, 7));
                } catch (const Error& error) {
                    EXPECT_EQ(error.kind(), ErrorKind::conflict) << error.what();
                }
            }
        });
    for (auto& writer : writers) writer.join();
    uploads.store(upload.id);
    EXPECT_TRUE(value() == bytes);
}

TEST_F(UploadsTest, NothingCountsBeforeItsChecksumDoes) {
    const auto bytes = pattern(10 * mebibyte + 1);
    const auto upload = begin(bytes.size());
    auto appending = uploads.append(upload.id, 0, sha256_checksum(bytes));
    send(appending, bytes);
    EXPECT_EQ(offset(upload), 0U);
    EXPECT_TRUE(appending.finish());
    EXPECT_EQ(offset(upload), bytes.size());
    uploads.store(upload.id);
    EXPECT_TRUE(value() == bytes);
}

TEST_F(UploadsTest, NothingStaysOfAWrongChecksum) {
    const auto bytes = pattern(10 * mebibyte + 1);
    const auto upload = begin(bytes.size() + 1);
    patch(upload, 0, "x");
    auto wrong = uploads.append(upload.id, 1, sha256_checksum("other"));
    send(wrong, bytes);
    EXPECT_FALSE(wrong.finish());
    EXPECT_EQ(offset(upload), 1U);
    EXPECT_EQ(count("outfield_upload_piece"), 1);
}

TEST_F(UploadsTest, NothingStaysOfAChecksumThatBreaksOff) {
    const auto bytes = pattern(2 * mebibyte);
    const auto upload = begin(bytes.size());
    auto broken = uploads.append(upload.id, 0, sha256_checksum(bytes));
    send(broken, std::string_view(bytes).substr(0, mebibyte + 9));
    broken.break_off();
    EXPECT_EQ(count("outfield_upload_piece"), 0);
    {
        auto killed = uploads.append(upload.id, 0, sha256_checksum(bytes));
        send(killed, std::string_view(bytes).substr(0, mebibyte + 9));
    }
    EXPECT_GT(count("outfield_upload_piece"), 0);
    patch(upload, 0, bytes);
    uploads.store(upload.id);
    EXPECT_TRUE(value() == bytes);
}

TEST_F(UploadsTest, AStoreThatFailsKeepsTheBytesForAnotherTry) {
    const auto upload = begin(5);
    patch(upload, 0, "hello");
    std::filesystem::rename(disk / "sales", disk / "away");
    EXPECT_THROW(uploads.store(upload.id), Error);
    EXPECT_FALSE(uploads.find(upload.id)->is_stored);
    std::filesystem::rename(disk / "away", disk / "sales");
    EXPECT_EQ(uploads.store(upload.id), Storing::stored);
    EXPECT_EQ(value(), "hello");
}

TEST_F(UploadsTest, ARecordThatIsGoneIsSaidSo) {
    const auto upload = begin(5);
    patch(upload, 0, "hello");
    outfield.records().unlink("sale.document", {record});
    expect_error(ErrorKind::not_found, [&] { uploads.store(upload.id); });
}

TEST_F(UploadsTest, SomebodyElseIsAtIt) {
    const auto upload = begin(5);
    patch(upload, 0, "hello");
    change("UPDATE outfield_upload SET storing = " + std::to_string((now() + 1h).time_since_epoch().count()));
    EXPECT_EQ(uploads.store(upload.id), Storing::elsewhere);
    change("UPDATE outfield_upload SET storing = " + std::to_string(now().time_since_epoch().count()));
    EXPECT_EQ(uploads.store(upload.id), Storing::stored);
}

// As after kill -9 between the store's answer and the transaction, and with servers whose leases ran out.
TEST_F(UploadsTest, ManyWhoStoreMakeOneValueOnce) {
    const auto bytes = pattern(3 * mebibyte);
    const auto upload = begin(bytes.size());
    patch(upload, 0, bytes);
    ResumableUploads impatient{catalog, Rooms(outfield).staging(), {24h, 0s}};
    std::vector<std::thread> servers;
    std::atomic<int> stored = 0;
    for (int i = 0; i < 4; ++i)
        servers.emplace_back([&] {
            try {
                stored += impatient.store(upload.id) == Storing::stored ? 1 : 0;
            } catch (const Error& error) {
                EXPECT_EQ(error.kind(), ErrorKind::conflict) << error.what();  // its pieces are gone
            }
        });
    for (auto& server : servers) server.join();
    EXPECT_GE(stored, 1);
    const auto blob = outfield.binaries().describe(upload.address)->blob;
    EXPECT_EQ(uploads.store(upload.id), Storing::stored);
    EXPECT_EQ(outfield.binaries().describe(upload.address)->blob, blob);
    EXPECT_TRUE(value() == bytes);
    EXPECT_EQ(count("outfield_trash"), 0);
    outfield.collector().collect({.revisit = 0s});
    EXPECT_EQ(objects(), 1U);
}

TEST_F(UploadsTest, AValueThatCameLaterIsNotReplacedByAskingAgain) {
    const auto upload = begin(5);
    patch(upload, 0, "hello");
    uploads.store(upload.id);
    outfield.binaries().write(upload.address, {source_from("later"), "later.txt", ""});
    EXPECT_EQ(uploads.store(upload.id), Storing::stored);
    EXPECT_EQ(value(), "later");
}

TEST_F(UploadsTest, ARemovedOneIsGone) {
    const auto bytes = pattern(10 * mebibyte);
    const auto upload = begin(bytes.size());
    patch(upload, 0, bytes);
    auto late = uploads.append(upload.id, bytes.size());
    uploads.remove(upload.id);
    uploads.remove(upload.id);
    EXPECT_FALSE(uploads.find(upload.id));
    expect_error(ErrorKind::not_found, [&] { uploads.append(upload.id, 0); });
    expect_error(ErrorKind::not_found, [&] { uploads.store(upload.id); });
    EXPECT_EQ(count("outfield_upload_piece"), 0);
    EXPECT_EQ(count("outfield_upload"), 0);
}

TEST_F(UploadsTest, WhatHasExpiredIsPruned) {
    const auto bytes = pattern(9 * mebibyte);
    const auto old = begin(bytes.size());
    patch(old, 0, bytes);
    const auto young = begin(5);
    patch(young, 0, "he");
    EXPECT_EQ(uploads.prune(), 0U);
    auto late = uploads.append(old.id, bytes.size());
    change("UPDATE outfield_upload SET expires = 1 WHERE length > 5");
    EXPECT_EQ(uploads.prune(1), 0U);
    EXPECT_EQ(count("outfield_upload_piece"), 2);
    EXPECT_FALSE(uploads.find(old.id));
    EXPECT_EQ(uploads.prune(), 1U);
    EXPECT_EQ(count("outfield_upload"), 1);
    patch(young, 2, "llo");
    EXPECT_EQ(uploads.store(young.id), Storing::stored);
}

TEST_F(UploadsTest, ANewOneTakesALittleOfTheOldAway) {
    for (int i = 0; i < 5; ++i) begin(1);
    change("UPDATE outfield_upload SET expires = 1");
    begin(1);
    EXPECT_EQ(count("outfield_upload"), 4);
}

}  // namespace
}  // namespace outfield::uploads
