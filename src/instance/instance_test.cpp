// The protocol end to end, through the public interface, over the directory and the database store.
#include <gtest/gtest.h>
#include <outfield/error.h>
#include <outfield/instance.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <fstream>
#include <thread>
#include <vector>

#include "sql/database.h"
#include "sql/trial_database.h"
#include "stores/kind.h"

namespace outfield {
namespace {

namespace fs = std::filesystem;

Module sale() {
    Module module("sale", "Sales");
    module.model("sale.document", "Sale document",
                 {{"name", fields::character("Name", {.required = true})},
                  {"note", fields::binary("Note")},
                  {"file", fields::binary("File", {.store = "directory"})}});
    return module;
}

Upload upload(std::string bytes, std::string name = "contract.txt") {
    return {source_from(std::move(bytes)), std::move(name), {}};
}

class InstanceTest : public ::testing::Test {
  protected:
    static fs::path fresh_folder() {
        static int number = 0;
        auto folder = fs::path(::testing::TempDir()) /
                      ("outfield_instance_" + std::to_string(::getpid()) + "_" + std::to_string(++number));
        fs::create_directories(folder / "disk");
        fs::create_directories(folder / "other");
        return folder;
    }

    InstanceTest() {
        outfield.install({sale()});
        outfield.configurations().add("disk", "directory", plain({{"path", (folder / "disk").native()}}));
        outfield.containers().create("disk", "sales", {.retention = std::chrono::seconds(0)});
        outfield.containers().assign("disk/sales", "sale");
    }
    ~InstanceTest() override { fs::remove_all(folder); }

    static Settings plain(std::map<std::string, std::string> values) { return Settings(std::move(values)); }

    RecordId document(std::string bytes = "whole bytes") {
        return outfield.records().create("sale.document",
                                         Values{{"name", "Contract"}, {"file", upload(std::move(bytes))}});
    }
    static FieldAddress file_of(RecordId record) { return {"sale.document", record, "file"}; }
    std::string read(const FieldAddress& address, ByteRange range = {}) {
        StringSink sink;
        outfield.binaries().read(address, sink, range);
        return sink.text;
    }
    // Objects: the marker of the environment is none.
    static bool is_object(const fs::directory_entry& entry) {
        return entry.is_regular_file() && entry.path().filename() != "outfield-environment";
    }
    std::size_t files_on_disk(const std::string& root) const {
        return static_cast<std::size_t>(std::count_if(fs::recursive_directory_iterator(folder / root),
                                                      fs::recursive_directory_iterator(), is_object));
    }
    void overwrite_files(const std::string& bytes) const {
        for (const auto& entry : fs::recursive_directory_iterator(folder / "disk"))
            if (is_object(entry)) std::ofstream(entry.path()) << bytes;
    }
    template <typename Verb>
    ErrorKind fault(Verb&& verb) {
        try {
            verb();
        } catch (const Error& error) {
            return error.kind();
        }
        ADD_FAILURE() << "nothing was refused";
        return ErrorKind::invalid;
    }

    fs::path folder = fresh_folder();
    sql::TrialDatabase database;
    std::string url = database.url();
    Instance outfield = Instance::create(url, folder / "key");
};

TEST_F(InstanceTest, AValueGoesWhereItsModuleSaysAndComesBackWhole) {
    const auto id = document();
    const auto attachment = outfield.binaries().describe(file_of(id));
    ASSERT_TRUE(attachment);
    EXPECT_EQ(attachment->configuration, "disk");
    EXPECT_EQ(attachment->container, "sales");
    EXPECT_EQ(attachment->file_name, "contract.txt");
    EXPECT_EQ(attachment->media_type, "text/plain");
    EXPECT_EQ(attachment->sha256, sha256_of("whole bytes"));
    EXPECT_EQ(read(file_of(id)), "whole bytes");
    EXPECT_EQ(read(file_of(id), {6, 5}), "bytes");
    EXPECT_EQ(files_on_disk("disk"), 1U);
}

// Each of them finds no marker of an environment and would put one.
TEST_F(InstanceTest, ManyFirstWritesAtOnceAllSucceed) {
    std::atomic<int> failures{0};
    {
        std::vector<std::jthread> writers;
        for (int i = 0; i < 16; ++i)
            writers.emplace_back([&] {
                try {
                    document();
                } catch (const Error& error) {
                    ADD_FAILURE() << error.what();
                    ++failures;
                }
            });
    }
    EXPECT_EQ(failures, 0);
    EXPECT_EQ(files_on_disk("disk"), 16U);
}

TEST_F(InstanceTest, AFieldWithoutAStoreLivesInTheCatalog) {
    const auto id =
        outfield.records().create("sale.document", Values{{"name", "n"}, {"note", upload("in the rows")}});
    EXPECT_EQ(read({"sale.document", id, "note"}), "in the rows");
    const std::string large(9 * 1024 * 1024 + 3, 'l');
    outfield.binaries().write({"sale.document", id, "note"}, upload(large));
    EXPECT_TRUE(read({"sale.document", id, "note"}) == large);
    EXPECT_EQ(files_on_disk("disk"), 0U);
}

TEST_F(InstanceTest, OverwritingClearingAndDeletingLeaveNothingAfterCollect) {
    const auto first = document("one"), second = document("two"), third = document("three");
    outfield.binaries().write(file_of(first), upload("one, again"));
    outfield.binaries().clear(file_of(second));
    outfield.records().unlink("sale.document", {third});
    EXPECT_EQ(files_on_disk("disk"), 4U) << "condemned values stand until they are collected";
    EXPECT_EQ(outfield.collector().collect().removed, 3U);
    EXPECT_EQ(files_on_disk("disk"), 1U);
    EXPECT_EQ(read(file_of(first)), "one, again");
    EXPECT_FALSE(outfield.binaries().describe(file_of(second)));
}

TEST_F(InstanceTest, RetentionKeepsWhatWasCondemned) {
    outfield.containers().change("disk/sales", {.retention = std::chrono::hours(1)});
    const auto id = document("one");
    outfield.binaries().clear(file_of(id));
    EXPECT_EQ(outfield.collector().collect().removed, 0U);
    EXPECT_EQ(files_on_disk("disk"), 1U);
    outfield.containers().change("disk/sales", {.retention = std::chrono::seconds(0)});
    EXPECT_EQ(outfield.collector().collect().removed, 1U);
}

TEST_F(InstanceTest, AFailedUploadChangesNothingAndLeavesNothing) {
    class Breaking final : public ByteSource {
      public:
        std::size_t read(std::span<std::byte> buffer) override {
            if (left_ == 0) throw Error(ErrorKind::unavailable, "the disk of the sender broke");
            --left_;
            return buffer.size();
        }

      private:
        int left_ = 50;
    };
    const auto id = document("before");
    const auto kind = fault([&] {
        outfield.binaries().write(file_of(id), {std::make_shared<Breaking>(), "x", {}});
    });
    EXPECT_EQ(kind, ErrorKind::unavailable);
    EXPECT_EQ(read(file_of(id)), "before");
    EXPECT_EQ(outfield.collector().collect({.revisit = std::chrono::seconds(0)}).failed, 0U);
    outfield.collector().collect({.revisit = std::chrono::seconds(0)});
    EXPECT_EQ(files_on_disk("disk"), 1U);
    EXPECT_EQ(outfield.containers().get("disk/sales").reserved, 0);
}

TEST_F(InstanceTest, AMissingObjectIsAnErrorAndNeverEmpty) {
    const auto id = document();
    fs::remove_all(folder / "disk/sales");
    fs::create_directories(folder / "disk/sales");
    EXPECT_EQ(fault([&] { read(file_of(id)); }), ErrorKind::corrupt);
}

TEST_F(InstanceTest, AValueThatChangedMeanwhileIsAConflictWhenAsked) {
    const auto id = document("one");
    const auto seen = outfield.binaries().describe(file_of(id))->blob;
    outfield.binaries().write(file_of(id), upload("two"), seen);
    EXPECT_EQ(fault([&] { outfield.binaries().write(file_of(id), upload("three"), seen); }),
              ErrorKind::conflict);
    EXPECT_EQ(read(file_of(id)), "two");
}

TEST_F(InstanceTest, AConfigurationChangeDecidesNewWritesOnly) {
    const auto old = document("old");
    outfield.containers().create("disk", "later");
    outfield.containers().unassign("disk/sales", "sale");
    EXPECT_EQ(fault([&] { document("nowhere"); }), ErrorKind::invalid);
    outfield.containers().assign("disk/later", "sale");
    const auto fresh = document("new");
    EXPECT_EQ(outfield.binaries().describe(file_of(old))->container, "sales");
    EXPECT_EQ(outfield.binaries().describe(file_of(fresh))->container, "later");
    EXPECT_EQ(read(file_of(old)), "old");
}

TEST_F(InstanceTest, AnObjectMovesToAnotherStoreVerified) {
    outfield.configurations().add("other", "directory", plain({{"path", (folder / "other").native()}}));
    outfield.containers().create("other", "archive");
    const auto id = document("moving");
    const auto before = *outfield.binaries().describe(file_of(id));
    const auto moved = outfield.objects().move(std::to_string(before.blob), "other/archive");
    EXPECT_EQ(moved.configuration, "other");
    EXPECT_EQ(moved.record->record, id);
    EXPECT_EQ(moved.sha256, before.sha256);
    EXPECT_EQ(read(file_of(id)), "moving");
    EXPECT_EQ(files_on_disk("disk"), 1U) << "the source stays, condemned, so that the move can be undone";
    outfield.collector().collect();
    EXPECT_EQ(files_on_disk("disk"), 0U);
    EXPECT_EQ(read(file_of(id)), "moving");
    outfield.objects().move(std::to_string(moved.blob), "database/database");
    EXPECT_EQ(read(file_of(id)), "moving");
}

TEST_F(InstanceTest, AMoveThatIsGivenUpLeavesTheValueWhereItIs) {
    struct Enough {};
    outfield.configurations().add("other", "directory", plain({{"path", (folder / "other").native()}}));
    outfield.containers().create("other", "archive");
    outfield.containers().create("disk", "archive");
    const auto id = document(std::string(1 << 20, 'm'));
    const auto blob = std::to_string(outfield.binaries().describe(file_of(id))->blob);
    for (const auto* to : {"other/archive", "disk/archive", "database/database"}) {
        std::uint64_t bytes = 0;
        const auto while_copying = [&](std::uint64_t more) {
            bytes += more;
            if (bytes > 0) throw Enough();
        };
        EXPECT_THROW(outfield.objects().move(blob, to, while_copying), Enough) << to;
        EXPECT_EQ(std::to_string(outfield.binaries().describe(file_of(id))->blob), blob) << to;
        EXPECT_EQ(read(file_of(id)).size(), 1U << 20) << to;
    }
    EXPECT_EQ(files_on_disk("other"), 0U);
    EXPECT_EQ(outfield.objects().move(blob, "other/archive").configuration, "other");
}

// One mover stands still in the middle of its copy, which another one comes upon.
TEST_F(InstanceTest, AValueThatAnotherMovesIsLeftToIt) {
    struct Enough {};
    outfield.containers().create("disk", "archive");
    const auto id = document(std::string(1 << 20, 'm'));
    const auto blob = std::to_string(outfield.binaries().describe(file_of(id))->blob);
    const auto move_now = [&] { return outfield.objects().move_now(blob, "disk/archive"); };
    const auto gives_up = [&](std::uint64_t) {
        EXPECT_EQ(move_now().outcome, Move::Outcome::under_way);
        throw Enough();
    };
    EXPECT_THROW(outfield.objects().move(blob, "disk/archive", gives_up), Enough);
    bool looked = false;
    const auto goes_on = [&](std::uint64_t) {
        if (!std::exchange(looked, true)) {
            EXPECT_EQ(move_now().outcome, Move::Outcome::under_way);
        }
    };
    const auto moved = outfield.objects().move(blob, "disk/archive", goes_on);
    EXPECT_TRUE(looked);
    const auto late = move_now();
    EXPECT_EQ(late.outcome, Move::Outcome::moved_by_another);
    EXPECT_EQ(late.blob, moved.blob);
    EXPECT_EQ(outfield.objects().move(blob, "disk/archive").blob, moved.blob);
    EXPECT_EQ(outfield.objects().move_now(blob, "database/database").outcome, Move::Outcome::gone);
    EXPECT_EQ(fault([&] { outfield.objects().move(blob, "database/database"); }), ErrorKind::not_found);
    EXPECT_EQ(read(file_of(id)).size(), 1U << 20);
}

// Its claim is over before it is done, and another takes the value.
TEST_F(InstanceTest, AMoverThatIsTooSlowLosesWithoutHarm) {
    outfield.containers().create("disk", "archive");
    const auto id = document(std::string(1 << 20, 'm'));
    const auto blob = std::to_string(outfield.binaries().describe(file_of(id))->blob);
    std::int64_t quicker = 0;
    const auto slow = [&](std::uint64_t) {
        if (quicker != 0) return;
        sql::open_database(url, sql::OpenMode::existing)->write([](sql::Connection& connection) {
            connection.execute("UPDATE outfield_move SET lease_until = 0");
        });
        quicker = outfield.objects().move_now(blob, "disk/archive").blob;
    };
    EXPECT_EQ(outfield.objects().move(blob, "disk/archive", slow).blob, quicker);
    EXPECT_EQ(outfield.binaries().describe(file_of(id))->blob, quicker);
    EXPECT_EQ(read(file_of(id)).size(), 1U << 20);
}

TEST_F(InstanceTest, ADamagedObjectIsNotMoved) {
    const auto id = document("whole");
    const auto blob = outfield.binaries().describe(file_of(id))->blob;
    overwrite_files("wrong");
    EXPECT_EQ(fault([&] { outfield.objects().move(std::to_string(blob), "database/database"); }),
              ErrorKind::corrupt);
    EXPECT_EQ(outfield.binaries().describe(file_of(id))->blob, blob);
}

TEST_F(InstanceTest, ObjectsAreAddedListedAndDeleted) {
    const auto added = outfield.objects().add("disk/sales", upload("loose", "loose.pdf"));
    EXPECT_EQ(added.record->model, "ir.attachment");
    const auto id = document();
    std::ofstream(folder / "disk/sales/stray.bin") << "not ours";
    std::vector<ObjectSummary> seen;
    outfield.objects().list("disk/sales", [&](const ObjectSummary& object) { seen.push_back(object); });
    ASSERT_EQ(seen.size(), 3U);
    EXPECT_EQ(std::count_if(seen.begin(), seen.end(), [](const auto& o) { return o.blob == 0; }), 1);
    outfield.objects().remove(std::to_string(added.blob));
    outfield.objects().remove_stray("disk/sales/stray.bin");
    EXPECT_EQ(fault([&] {
                  outfield.objects().remove_stray("sales/" + outfield.binaries().describe(file_of(id))->key);
              }),
              ErrorKind::conflict);
    outfield.collector().collect();
    EXPECT_EQ(files_on_disk("disk"), 1U);
}

TEST_F(InstanceTest, SynchronisingMarksAndNeverDrops) {
    fs::create_directories(folder / "disk/found");
    auto report = outfield.containers().synchronise("disk");
    EXPECT_EQ(report.appeared, std::vector<std::string>{"found"});
    document();
    fs::remove_all(folder / "disk/sales");
    report = outfield.containers().synchronise("disk");
    EXPECT_EQ(report.vanished, std::vector<std::string>{"sales"});
    EXPECT_TRUE(outfield.containers().get("disk/sales").vanished);
    EXPECT_EQ(fault([&] { outfield.containers().forget("disk/sales"); }), ErrorKind::conflict);
    fs::create_directories(folder / "disk/sales");
    EXPECT_EQ(outfield.containers().synchronise("disk").returned, std::vector<std::string>{"sales"});
}

TEST_F(InstanceTest, ConfigurationsInUseAreNotPulledAway) {
    document();
    EXPECT_EQ(fault([&] { outfield.configurations().remove("disk"); }), ErrorKind::conflict);
    EXPECT_EQ(fault([&] {
                  outfield.configurations().change("disk", plain({{"path", (folder / "other").native()}}));
              }),
              ErrorKind::conflict);
    outfield.configurations().change("disk", plain({{"path", (folder / "other").native()}}), true);
}

TEST_F(InstanceTest, AModuleBelongsToOneContainerOfAConfiguration) {
    outfield.containers().create("disk", "second");
    EXPECT_EQ(fault([&] { outfield.containers().assign("disk/second", "sale"); }), ErrorKind::conflict);
    EXPECT_EQ(fault([&] { outfield.containers().assign("disk/second", "sales"); }), ErrorKind::not_found);
}

TEST_F(InstanceTest, SecretsAreSealedAndWriteOnly) {
    outfield.configurations().add("host", "ftp",
                                  Settings({{"path", "ftp://127.0.0.1:1/x"}, {"username", "u"}},
                                           {{"password", Secret("planted-secret")}}));
    const auto shown = outfield.configurations().get("host");
    EXPECT_EQ(shown.secrets, std::vector<std::string>{"password"});
    EXPECT_FALSE(shown.settings.contains("password"));
    std::string all;
    for (const auto& entry : fs::directory_iterator(folder))
        if (entry.is_regular_file()) {
            std::ifstream in(entry.path(), std::ios::binary);
            all.append(std::istreambuf_iterator<char>(in), {});
        }
    EXPECT_EQ(all.find("planted-secret"), std::string::npos);
}

TEST_F(InstanceTest, AnUpgradeKeepsEveryValue) {
    const auto id = document("kept");
    Module changed("sale", "Sales");
    changed.model("sale.document", "Sale document",
                  {{"name", fields::character("Name", {.required = true})},
                   {"note", fields::binary("Note")},
                   {"total", fields::floating("Total")},
                   {"file", fields::binary("File")}});
    outfield.install({changed});
    EXPECT_EQ(read(file_of(id)), "kept");
    outfield.binaries().write(file_of(id), upload("now in the database"));
    EXPECT_EQ(outfield.binaries().describe(file_of(id))->configuration, "database");
}

TEST_F(InstanceTest, SurvivesBeingReopened) {
    const auto id = document("kept");
    outfield = Instance::open(url, folder / "key");
    EXPECT_EQ(read(file_of(id)), "kept");
    EXPECT_EQ(outfield.registry().model("sale.document").module, "sale");
}

TEST_F(InstanceTest, OpeningBringsTheBaseModuleUpToDate) {
    const auto manifest = [&](const char* change) {
        const auto catalog = sql::open_database(url, sql::OpenMode::existing);
        return sql::writing(*catalog, [&](sql::Connection& connection) {
            if (change != nullptr) connection.execute(change);
            return connection.query("SELECT manifest FROM outfield_module WHERE name = 'base'").at(0).text(0);
        });
    };
    const auto older =
        manifest("UPDATE outfield_module SET manifest = '[module]\nname = \"base\"\n' WHERE name = 'base'");
    EXPECT_NE(older, render_manifest(base_module()));
    auto again = Instance::open(url, folder / "key");
    EXPECT_EQ(manifest(nullptr), render_manifest(base_module()));
    EXPECT_EQ(again.records().count("res.users"), 2U);
}

TEST_F(InstanceTest, ACondemnedObjectIsComparedToo) {
    outfield.containers().change("disk/sales", {.retention = std::chrono::hours(1)});
    const auto id = document("whole");
    const auto blob = std::to_string(outfield.binaries().describe(file_of(id))->blob);
    outfield.binaries().clear(file_of(id));
    StringSink sink;
    outfield.objects().read(blob, sink);
    EXPECT_EQ(sink.text, "whole");
    overwrite_files("wrong");
    EXPECT_EQ(fault([&] { outfield.objects().read(blob, sink); }), ErrorKind::corrupt);
}

TEST_F(InstanceTest, ACopyInAnotherEnvironmentReadsAndNeverWrites) {
    const auto id = document("production's");
    const auto other = document("also");
    outfield.binaries().clear(file_of(other));
    outfield.containers().create("disk", "archive");
    const auto object = std::to_string(outfield.binaries().describe(file_of(id))->blob);
    InstanceOptions options;
    options.environment = "staging";
    outfield = Instance::open(url, folder / "key", options);
    EXPECT_EQ(read(file_of(id)), "production's");
    EXPECT_EQ(fault([&] { document("from staging"); }), ErrorKind::denied);
    EXPECT_EQ(fault([&] { outfield.objects().move(object, "disk/archive"); }), ErrorKind::denied);
    EXPECT_EQ(outfield.containers().get("disk/archive").reserved, 0) << "nothing was sent there";
    EXPECT_EQ(fault([&] { outfield.containers().create("disk", "more"); }), ErrorKind::denied);
    EXPECT_GT(outfield.collector().collect().failed, 0U);
    EXPECT_EQ(files_on_disk("disk"), 2U);
    outfield = Instance::open(url, folder / "key");
    EXPECT_EQ(read(file_of(id)), "production's");
    EXPECT_EQ(fault([&] { document("from nowhere"); }), ErrorKind::denied) << "it does not say what it is";
    EXPECT_FALSE(outfield.environment().status().agrees);
    EXPECT_EQ(files_on_disk("disk"), 2U);
    options.environment = outfield.identity();
    outfield = Instance::open(url, folder / "key", options);
    document("at home");
    EXPECT_EQ(files_on_disk("disk"), 3U);
}

TEST_F(InstanceTest, AContainerOutOfSightIsNotTakenForGone) {
    const auto id = document("still there");
    outfield.binaries().clear(file_of(id));
    fs::rename(folder / "disk", folder / "unmounted");
    fs::create_directories(folder / "disk");
    EXPECT_EQ(outfield.collector().collect().removed, 0U);
    EXPECT_EQ(
        outfield.containers().get("disk/sales").live + outfield.containers().get("disk/sales").condemned, 0);
    EXPECT_EQ(files_on_disk("unmounted"), 1U);
    outfield.containers().synchronise("disk");
    EXPECT_TRUE(outfield.containers().get("disk/sales").vanished)
        << "now an administrator has said that it is gone";
}

TEST_F(InstanceTest, AWriterThatWasTooSlowTakesItsBytesBack) {
    // Everything is read and put, and the collector has been there twice before the record is written.
    class Slow final : public ByteSource {
      public:
        explicit Slow(std::function<void()> meanwhile) : meanwhile_(std::move(meanwhile)) {}
        std::size_t read(std::span<std::byte> buffer) override {
            if (done_) return 0;
            done_ = true;
            meanwhile_();
            buffer[0] = std::byte{'x'};
            return 1;
        }

      private:
        std::function<void()> meanwhile_;
        bool done_ = false;
    };
    const auto id = document("before");
    InstanceOptions options;
    options.environment = outfield.identity();
    options.lease = std::chrono::seconds(0);
    outfield = Instance::open(url, folder / "key", options);
    const auto collect_twice = [&] {
        for (int pass = 0; pass < 2; ++pass)
            outfield.collector().collect({.revisit = std::chrono::seconds(0)});
    };
    EXPECT_EQ(fault([&] {
                  outfield.binaries().write(file_of(id),
                                            {std::make_shared<Slow>(collect_twice), "x.txt", "text/plain"});
              }),
              ErrorKind::conflict);
    EXPECT_EQ(read(file_of(id)), "before");
    EXPECT_EQ(files_on_disk("disk"), 1U) << "bytes that no row names";
}

}  // namespace
}  // namespace outfield
