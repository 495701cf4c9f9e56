// A catalog with any number of values in the database store, filled by statements over whole ranges in the
// shape that the verbs write one by one.
#pragma once

#include <outfield/instance.h>

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

namespace outfield::benchmarks {

// A new database that goes with its owner: a SQLite file below a directory, or a schema of a PostgreSQL
// server.
class FreshDatabase {
  public:
    // `server` empty: SQLite. Throws std::runtime_error.
    FreshDatabase(const std::string& server, const std::filesystem::path& below);
    ~FreshDatabase();
    FreshDatabase(const FreshDatabase&) = delete;
    FreshDatabase& operator=(const FreshDatabase&) = delete;

    const std::string& url() const { return url_; }
    std::filesystem::path key() const { return directory_ / "key"; }
    std::uint64_t size() const;     // bytes
    void command(const char* sql);  // on PostgreSQL alone, outside of any transaction

  private:
    std::string server_, schema_, url_;
    std::filesystem::path directory_;
};

// Model "note.note", records 1 to `rows`, each with the same 64 bytes in field "file". For each twentieth
// there is one more that was replaced a moment ago, in another container, with all its retention before it.
class LargeCatalog {
  public:
    LargeCatalog(const std::string& server, const std::filesystem::path& below, std::int64_t rows);

    std::int64_t rows() const { return rows_; }
    std::uint64_t size() const { return database_.size(); }
    Instance& instance() { return *instance_; }

    static FieldAddress value(std::int64_t record) { return {"note.note", record, "file"}; }
    static std::string content() { return std::string(64, 'x'); }

  private:
    void create();
    void fill();
    void look();

    std::int64_t rows_;
    FreshDatabase database_;
    std::optional<Instance> instance_;
};

}  // namespace outfield::benchmarks
