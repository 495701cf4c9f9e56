// What the conformance suite cannot see: rows, transactions and leftovers.
#include "stores/database/storage.h"

#include <gmock/gmock.h>
#include <outfield/error.h>

#include <functional>

#include "sql/trial_database.h"
#include "stores/database/chunks.h"
#include "stores/database/objects.h"

namespace outfield::database {
namespace {

constexpr std::uint64_t MiB = 1024 * 1024;

// Calls back before each piece.
class WatchedSource final : public ByteSource {
  public:
    WatchedSource(std::uint64_t size, std::function<void(std::uint64_t)> before)
        : size_(size), before_(std::move(before)) {}
    std::size_t read(std::span<std::byte> buffer) override {
        before_(given_);
        const auto count = std::min<std::uint64_t>({buffer.size(), size_ - given_, 64 * 1024});
        std::ranges::fill(buffer.first(count), std::byte{7});
        given_ += count;
        return count;
    }

  private:
    std::uint64_t size_;
    std::uint64_t given_ = 0;
    std::function<void(std::uint64_t)> before_;
};

class DatabaseStorageTest : public testing::Test {
  protected:
    DatabaseStorageTest() : database_(sql::open_database(trial_.url(), sql::OpenMode::create)) {
        database_->write(create_chunk_tables);
        storage_ = open_storage(*database_);
    }

    std::int64_t count(const std::string& what) {
        return sql::reading(*database_, [&](sql::Connection& c) {
            return c.query_one("SELECT count(*) FROM " + what)->integer(0);
        });
    }

    void expect_no_rows() {
        EXPECT_EQ(count("outfield_object"), 0);
        EXPECT_EQ(count("outfield_chunk"), 0);
    }

    std::string get(const std::string& key) {
        StringSink sink;
        storage_->get({"database", key}, sink);
        return sink.text;
    }

    // An unfinished put of a process that is gone.
    void leave_behind(const std::string& key, std::uint64_t size) {
        const std::string bytes(size, 'x');
        database_->write([&](sql::Connection& connection) {
            const auto id = add_object(connection, {"database", key}, 0, false);
            add_chunks(connection, id, 0, std::as_bytes(std::span(bytes)));
        });
    }

    sql::TrialDatabase trial_;
    std::unique_ptr<sql::Database> database_;
    std::unique_ptr<Storage> storage_;
};

TEST_F(DatabaseStorageTest, TheTablesAreCreatedOnce) {
    EXPECT_NO_THROW(database_->write(create_chunk_tables));
    EXPECT_EQ(count("outfield_object_container"), 1);
}

TEST_F(DatabaseStorageTest, ASmallValueSharesTheCallersTransaction) {
    const std::string bytes(chunk_size + 1, 'b');
    EXPECT_THROW(database_->write([&](sql::Connection& connection) {
        write_object(connection, {"database", "key"}, std::as_bytes(std::span(bytes)));
        throw std::runtime_error("the record was refused");
    }),
                 std::runtime_error);
    expect_no_rows();
    database_->write([&](sql::Connection& connection) {
        write_object(connection, {"database", "key"}, std::as_bytes(std::span(bytes)));
        write_object(connection, {"database", "empty"}, {});
    });
    EXPECT_EQ(get("key"), bytes);
    EXPECT_EQ(get("empty"), "");
    EXPECT_EQ(count("outfield_chunk"), 2);
}

TEST_F(DatabaseStorageTest, SaysWhatASmallValueLacks) {
    const auto write = [&](const ObjectAddress& address) {
        try {
            database_->write([&](sql::Connection& connection) { write_object(connection, address, {}); });
        } catch (const Error& error) {
            return error.kind();
        }
        return ErrorKind::unsupported;
    };
    EXPECT_EQ(write({"nowhere", "key"}), ErrorKind::not_found);
    write({"database", "key"});
    EXPECT_EQ(write({"database", "key"}), ErrorKind::already_exists);
}

TEST_F(DatabaseStorageTest, APutThatBreaksClearsItsRows) {
    WatchedSource source(20 * MiB, [](std::uint64_t given) {
        if (given == 19 * MiB) throw std::runtime_error("the network broke");
    });
    EXPECT_THROW(storage_->put({"database", "key"}, source, {}), std::runtime_error);
    expect_no_rows();
}

TEST_F(DatabaseStorageTest, APutThatIsUnderWayIsCommittedInPieces) {
    std::int64_t most = 0;
    WatchedSource source(20 * MiB, [&](std::uint64_t given) {
        if (given != 18 * MiB) return;
        most = count("outfield_chunk");
        EXPECT_FALSE(storage_->stat({"database", "key"}));
        EXPECT_TRUE(storage_->list("database", "", std::nullopt).objects.empty());
    });
    storage_->put({"database", "key"}, source, {});
    EXPECT_EQ(most, 16 * MiB / chunk_size);
    EXPECT_EQ(storage_->stat({"database", "key"})->size, 20 * MiB);
}

TEST_F(DatabaseStorageTest, APutWhoseDraftWasClearedAwayFails) {
    WatchedSource source(20 * MiB, [&](std::uint64_t given) {
        if (given == 10 * MiB) storage_->remove({"database", "key"}, Unfinished::remove);
    });
    try {
        storage_->put({"database", "key"}, source, {});
        FAIL();
    } catch (const Error& error) {
        EXPECT_EQ(error.kind(), ErrorKind::conflict) << error.what();
    }
    expect_no_rows();
}

TEST_F(DatabaseStorageTest, LeftoversAreInvisibleUntilTheyAreCleared) {
    leave_behind("key", 20 * MiB);
    EXPECT_FALSE(storage_->stat({"database", "key"}));
    EXPECT_THROW(get("key"), Error);
    storage_->remove({"database", "key"}, Unfinished::keep);
    EXPECT_EQ(count("outfield_object"), 1);
    storage_->remove({"database", "key"}, Unfinished::remove);
    expect_no_rows();
}

TEST_F(DatabaseStorageTest, LostBytesAreALoudError) {
    WatchedSource source(3 * MiB, [](std::uint64_t) {});
    storage_->put({"database", "key"}, source, {});
    database_->write([](sql::Connection& c) {
        c.execute("DELETE FROM outfield_chunk WHERE id = (SELECT max(id) FROM outfield_chunk)");
    });
    try {
        get("key");
        FAIL();
    } catch (const Error& error) {
        EXPECT_EQ(error.kind(), ErrorKind::corrupt) << error.what();
    }
}

TEST_F(DatabaseStorageTest, AnObjectRemovedWhileItIsReadIsAnError) {
    class RemovingSink final : public ByteSink {
      public:
        explicit RemovingSink(Storage& storage) : storage_(storage) {}
        void write(Bytes) override { storage_.remove({"database", "key"}); }

      private:
        Storage& storage_;
    };
    WatchedSource source(12 * MiB, [](std::uint64_t) {});
    storage_->put({"database", "key"}, source, {});
    RemovingSink sink(*storage_);
    try {
        storage_->get({"database", "key"}, sink);
        FAIL();
    } catch (const Error& error) {
        EXPECT_EQ(error.kind(), ErrorKind::not_found) << error.what();
    }
    expect_no_rows();
}

}  // namespace
}  // namespace outfield::database
