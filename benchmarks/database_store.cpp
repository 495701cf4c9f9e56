// Records with a binary value in the database store, against bare sqlite3 that inserts the same rows.
#include <fmt/format.h>
#include <outfield/instance.h>
#include <sqlite3.h>
#include <stdlib.h>

#include <filesystem>
#include <stdexcept>

#include "report.h"

using namespace outfield;
using namespace outfield::benchmarks;

static const char* usage =
    R"(database_store [--count 10000] [--size 10240] [--threads 16] [--directory DIR] [--rounds 3]

Records::create one after another, each with its own transaction, against a loop over sqlite3 that inserts the same five
rows a record into the same tables: the same page size, write-ahead log, synchronous=FULL and a commit each. Also from so
many threads at a time, whose commits are grouped. DIR (default: the temporary directory) should be on a real disk.
)";

namespace {

class Catalog {
  public:
    explicit Catalog(const std::string& below) {
        auto name = below + "/outfield-benchmark.XXXXXX";
        if (!::mkdtemp(name.data())) throw std::runtime_error("no temporary directory in " + below);
        directory_ = name;
        cost_of([&] {
            Module module("note", "Notes");
            module.model("note.note", "Note",
                         {{"name", fields::character("Name")}, {"file", fields::binary("File")}});
            Instance::create(url(), key()).install({module});
            return 0.0;
        });
    }
    ~Catalog() {
        std::error_code ignored;
        std::filesystem::remove_all(directory_, ignored);
    }
    Catalog(const Catalog&) = delete;
    Catalog& operator=(const Catalog&) = delete;

    std::filesystem::path file() const { return directory_ / "catalog.db"; }
    std::filesystem::path key() const { return directory_ / "key"; }
    std::string url() const { return "sqlite:" + file().string(); }

  private:
    std::filesystem::path directory_;
};

class Bare {
  public:
    explicit Bare(const std::filesystem::path& file) {
        check(sqlite3_open_v2(file.c_str(), &handle_, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, nullptr));
        run("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA "
            "cache_size = -8192");
        begin_ = prepare("BEGIN IMMEDIATE");
        record_ = prepare("INSERT INTO note_note (create_date, write_date, name) VALUES (?1, ?1, ?2)");
        object_ = prepare(
            "INSERT INTO outfield_object (container, key, size, created, complete) VALUES (1, ?1, ?2, ?3, "
            "1)");
        chunk_ = prepare("INSERT INTO outfield_chunk (id, bytes) VALUES (?1, ?2)");
        blob_ = prepare(
            "INSERT INTO outfield_blob (container, key, state, size, sha256, media_type, created, pass) "
            "VALUES (1, ?1, 1, ?2, ?3, 'application/octet-stream', ?4, 0)");
        attachment_ = prepare(
            "INSERT INTO outfield_attachment (model, record, field, blob, file_name, written) "
            "VALUES ('note.note', ?1, 'file', ?2, ?3, ?4)");
        commit_ = prepare("COMMIT");
    }
    ~Bare() {
        for (auto* statement : {begin_, record_, object_, chunk_, blob_, attachment_, commit_})
            sqlite3_finalize(statement);
        sqlite3_close(handle_);
    }
    Bare(const Bare&) = delete;
    Bare& operator=(const Bare&) = delete;

    void insert(unsigned number, const std::string& body) {
        const auto name = fmt::format("note {}", number),
                   key = fmt::format("2026-01-01/{:026}", number * 7919ULL);
        const auto size = static_cast<std::int64_t>(body.size()),
                   time = std::int64_t{1'790'000'000'000'000} + number;
        step(begin_);
        bind(record_, 1, "2026-01-01 00:00:00");
        bind(record_, 2, name);
        step(record_);
        const auto record = sqlite3_last_insert_rowid(handle_);
        bind(object_, 1, key);
        bind(object_, 2, size);
        bind(object_, 3, time);
        step(object_);
        bind(chunk_, 1, sqlite3_last_insert_rowid(handle_) << 20);
        bind(chunk_, 2, body, true);
        step(chunk_);
        bind(blob_, 1, key);
        bind(blob_, 2, size);
        bind(blob_, 3, std::string(32, 'h'), true);
        bind(blob_, 4, time);
        step(blob_);
        bind(attachment_, 1, record);
        bind(attachment_, 2, sqlite3_last_insert_rowid(handle_));
        bind(attachment_, 3, name);
        bind(attachment_, 4, time);
        step(attachment_);
        step(commit_);
    }

  private:
    void check(int code) const {
        if (code != SQLITE_OK && code != SQLITE_DONE && code != SQLITE_ROW)
            throw std::runtime_error(sqlite3_errmsg(handle_));
    }
    void run(const char* sql) const { check(sqlite3_exec(handle_, sql, nullptr, nullptr, nullptr)); }
    sqlite3_stmt* prepare(const char* sql) const {
        sqlite3_stmt* statement = nullptr;
        check(sqlite3_prepare_v3(handle_, sql, -1, SQLITE_PREPARE_PERSISTENT, &statement, nullptr));
        return statement;
    }
    void bind(sqlite3_stmt* statement, int position, std::int64_t value) const {
        check(sqlite3_bind_int64(statement, position, value));
    }
    void bind(sqlite3_stmt* statement, int position, const std::string& value, bool blob = false) const {
        const int size = static_cast<int>(value.size());
        check(blob ? sqlite3_bind_blob(statement, position, value.data(), size, SQLITE_TRANSIENT)
                   : sqlite3_bind_text(statement, position, value.data(), size, SQLITE_TRANSIENT));
    }
    void step(sqlite3_stmt* statement) const {
        check(sqlite3_step(statement));
        check(sqlite3_reset(statement));
    }

    sqlite3* handle_ = nullptr;
    sqlite3_stmt *begin_ = nullptr, *record_ = nullptr, *object_ = nullptr, *chunk_ = nullptr,
                 *blob_ = nullptr, *attachment_ = nullptr, *commit_ = nullptr;
};

Cost bare(const std::string& below, unsigned count, unsigned size) {
    const Catalog catalog(below);
    return cost_of([&] {
        const std::string body(size, 'x');
        Bare database(catalog.file());
        for (unsigned number = 0; number < count; ++number) database.insert(number, body);
        return 0.0;
    });
}

Cost records(const std::string& below, unsigned count, unsigned size, unsigned threads) {
    const Catalog catalog(below);
    return cost_of([&] {
        const std::string body(size, 'x');
        auto instance = Instance::open(catalog.url(), catalog.key());
        at_a_time(threads, count, [&](unsigned number) {
            const auto name = fmt::format("note {}", number);
            instance.records().create(
                "note.note",
                {{"name", name}, {"file", Upload{source_from(body), name, "application/octet-stream"}}});
        });
        return 0.0;
    });
}

void measure(const std::string& below, unsigned count, unsigned size, unsigned threads, unsigned rounds) {
    Row one("Records::create: rate / bare sqlite3", at_least(0.5));
    Row many(fmt::format("Records::create from {} threads: rate / bare sqlite3", threads), at_least(0.5));
    for (unsigned round = 0; round < rounds; ++round) {
        const auto plain = bare(below, count, size);
        for (auto* row : {&one, &many}) {
            const auto ours = records(below, count, size, row == &one ? 1 : threads);
            row->add(plain.seconds / ours.seconds,
                     fmt::format("{:.0f} and {:.0f} records/s, {:.0f} and {:.0f} us of CPU a record",
                                 count / ours.seconds, count / plain.seconds, ours.cpu_each(count),
                                 plain.cpu_each(count)));
        }
    }
    one.print();
    many.print();
}

}  // namespace

int main(int argc, char** argv) {
    const Arguments arguments(argc, argv, usage);
    return run("database-store", [&] {
        measure(arguments.text("--directory", std::filesystem::temp_directory_path()),
                arguments.number("--count", 10000), arguments.number("--size", 10240),
                arguments.number("--threads", 16), arguments.number("--rounds", 3));
    });
}
