#include "catalog/attachments.h"

#include <mutex>
#include <set>
#include <thread>

#include "catalog/catalog_fixture.h"

namespace outfield::catalog {
namespace {

using testing::ElementsAre;

class AttachmentsTest : public CatalogFixture {
  protected:
    static FieldAddress at(RecordId record, const std::string& field = "file") {
        return {.model = "sale.document", .record = record, .field = field};
    }

    std::int64_t docs_ = add_container(add_configuration("amazon"), "docs");
    std::int64_t first_ = add_live(docs_, "key-1", "first");
    std::int64_t second_ = add_live(docs_, "key-2", "second");
    std::int64_t third_ = add_live(1, "key-3", "third");
};

TEST_F(AttachmentsTest, TellsWhatIsKnownOfAValue) {
    with<Attachments>([&](Attachments& table) {
        EXPECT_FALSE(table.find(at(42)));
        EXPECT_FALSE(table.set(at(42), first_, "order 1.pdf"));
        const auto value = table.find(at(42)).value();
        EXPECT_EQ(value.blob, first_);
        EXPECT_EQ(value.file_name, "order 1.pdf");
        EXPECT_EQ(value.size, 5U);
        EXPECT_EQ(value.sha256, sha256_of("first"));
        EXPECT_EQ(value.media_type, "text/plain");
        EXPECT_EQ(value.configuration, "amazon");
        EXPECT_EQ(value.container, "docs");
        EXPECT_EQ(value.key, "key-1");
        EXPECT_LT(std::chrono::abs(value.written - now()), std::chrono::minutes(1));
    });
}

TEST_F(AttachmentsTest, GivesBackTheBlobThatWasThereBefore) {
    with<Attachments>([&](Attachments& table) {
        table.set(at(42), first_, "a");
        const auto former = table.set(at(42), second_, "b").value();
        EXPECT_EQ(former.blob, first_);
        EXPECT_EQ(former.file_name, "a");
        EXPECT_EQ(former.address.record, 42);
        EXPECT_EQ(table.find(at(42))->file_name, "b");
        EXPECT_EQ(table.clear(at(42))->blob, second_);
        EXPECT_FALSE(table.clear(at(42)));
        EXPECT_FALSE(table.find(at(42)));
    });
}

// Each writer is told of another value than all the others, so that each value is condemned once and none is
// forgotten.
TEST_F(AttachmentsTest, WritersAtOnceAreToldOfOneAnother) {
    constexpr int writers = 4, rounds = 20;
    std::vector<std::int64_t> blobs;
    for (int i = 0; i < writers * rounds; ++i)
        blobs.push_back(add_live(docs_, "at-once-" + std::to_string(i)));
    std::mutex mutex;
    std::multiset<std::int64_t> replaced;
    {
        std::vector<std::jthread> threads;
        for (int writer = 0; writer < writers; ++writer) {
            threads.emplace_back([&, writer] {
                for (int round = 0; round < rounds; ++round) {
                    const auto blob = blobs[static_cast<std::size_t>(writer * rounds + round)];
                    const auto former = with<Attachments>([&](Attachments& table) {
                        auto before = table.set(at(round), blob, "");
                        if (round % 5 == 4) table.clear(at(round));
                        return before;
                    });
                    const std::lock_guard lock(mutex);
                    if (former) replaced.insert(former->blob);
                    if (round % 5 == 4) replaced.insert(blob);
                }
            });
        }
    }
    with<Attachments>([&](Attachments& table) {
        for (int round = 0; round < rounds; ++round)
            if (const auto value = table.find(at(round))) replaced.insert(value->blob);
    });
    EXPECT_THAT(replaced, testing::UnorderedElementsAreArray(blobs))
        << "each blob is replaced, cleared or there, once";
}

TEST_F(AttachmentsTest, ABlobIsTheValueOfOneFieldAlone) {
    expect_error(ErrorKind::already_exists, "", [&] {
        with<Attachments>([&](Attachments& table) {
            table.set(at(1), first_, "");
            table.set(at(2), first_, "");
        });
    });
    expect_error(ErrorKind::conflict, "",
                 [&] { with<Attachments>([&](Attachments& table) { table.set(at(1), 99, ""); }); });
}

TEST_F(AttachmentsTest, ClearsARecordWithAllItsFields) {
    with<Attachments>([&](Attachments& table) {
        table.set(at(1, "file"), first_, "");
        table.set(at(1, "scan"), second_, "");
        table.set(at(2, "file"), third_, "");
        EXPECT_THAT(table.clear_record("sale.document", 1),
                    testing::UnorderedElementsAre(testing::Field(&FormerValue::blob, first_),
                                                  testing::Field(&FormerValue::blob, second_)));
        EXPECT_TRUE(table.clear_record("sale.document", 1).empty());
        EXPECT_TRUE(table.find(at(2)));
    });
}

TEST_F(AttachmentsTest, IsRepointedWithoutLosingItsTime) {
    with<Attachments>([&](Attachments& table) {
        table.set(at(1), first_, "name");
        const auto before = table.find(at(1)).value();
        EXPECT_EQ(table.repoint(first_, third_), 1);
        EXPECT_EQ(table.repoint(first_, third_), 0);
        const auto after = table.find(at(1)).value();
        EXPECT_EQ(after.blob, third_);
        EXPECT_EQ(after.configuration, "database");
        EXPECT_EQ(after.file_name, "name");
        EXPECT_EQ(after.written, before.written);
    });
}

TEST_F(AttachmentsTest, ReadsManyRecordsAtOnce) {
    RecordIds records;
    for (RecordId record = 100; record > 0; --record) {
        const auto blob = add_live(docs_, "many-" + std::to_string(record));
        with<Attachments>([&](Attachments& table) { table.set(at(record), blob, ""); });
        if (record % 2 == 0) records.push_back(record);
    }
    with<Attachments>([&](Attachments& table) {
        table.set(at(4, "scan"), first_, "");
        records.push_back(4);
        records.push_back(7'000);
        auto rows = table.of_records("sale.document", records, "");
        ASSERT_EQ(rows.size(), 51U);
        EXPECT_TRUE(std::ranges::is_sorted(rows, {}, [](const auto& row) { return row.address.record; }));
        EXPECT_EQ(rows[1].address.record, 4);
        EXPECT_EQ(rows[1].address.field, "file");
        EXPECT_EQ(rows[2].address.field, "scan");
        EXPECT_EQ(table.of_records("sale.document", records, "file").size(), 50U);
        EXPECT_EQ(table.of_records("sale.document", {4}, "scan").size(), 1U);
        EXPECT_EQ(table.of_records("sale.document", {4}, "scan").front().container, docs_);
        EXPECT_TRUE(table.of_records("sale.document", {}, "").empty());
        EXPECT_TRUE(table.of_records("purchase.document", records, "").empty());
    });
}

TEST_F(AttachmentsTest, FindsTheValueOfABlobAndPagesThroughAll) {
    const auto blobs = [](const std::vector<AttachmentRow>& rows) {
        std::vector<std::int64_t> ids;
        for (const auto& row : rows) ids.push_back(row.attachment.blob);
        return ids;
    };
    with<Attachments>([&](Attachments& table) {
        table.set(at(9), first_, "");
        table.set(at(1), second_, "");
        table.set(at(5), third_, "");
        EXPECT_EQ(table.of_blob(second_)->address.record, 1);
        EXPECT_FALSE(table.of_blob(99));
        EXPECT_THAT(blobs(table.page(0, 0, 2)), ElementsAre(first_, second_));
        EXPECT_THAT(blobs(table.page(0, second_, 2)), ElementsAre(third_));
        EXPECT_THAT(blobs(table.page(docs_, 0, 10)), ElementsAre(first_, second_));
        EXPECT_THAT(blobs(table.page(docs_, first_, 10)), ElementsAre(second_));
        EXPECT_THAT(blobs(table.page(1, 0, 10)), ElementsAre(third_));
    });
}

// What a record still shows cannot be collected, whatever was condemned by mistake.
TEST_F(AttachmentsTest, ABlobWithAnAttachmentKeepsItsRow) {
    const auto container = add_container(add_configuration("other"), "other", std::chrono::seconds(0));
    const auto blob = add_live(container, "key");
    with<Attachments>([&](Attachments& table) { table.set(at(1), blob, ""); });
    with<Blobs>([&](Blobs& blobs) {
        blobs.condemn(blob);
        blobs.claim_garbage(1, std::chrono::seconds(60));
    });
    expect_error(ErrorKind::conflict, "",
                 [&] { with<Blobs>([&](Blobs& blobs) { blobs.collected(blob, std::chrono::seconds(0)); }); });
}

}  // namespace
}  // namespace outfield::catalog
