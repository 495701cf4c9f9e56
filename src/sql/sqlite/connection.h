// One connection to a SQLite file, with its prepared statements. Used by one thread at a time.
#pragma once

#include <sqlite3.h>

#include <chrono>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>

#include "sql/database.h"
#include "sql/sqlite/statement.h"

namespace outfield::sql::sqlite {

enum class Role { writer, reader };

struct Waiting {
    std::chrono::milliseconds for_lock;        // of another process
    std::chrono::milliseconds for_statement;   // from its first row to its last
    std::chrono::milliseconds for_reader{20};  // to be done, before it counts as a long one
};

class SqliteConnection final : public Connection {
  public:
    // The file exists. A writer turns an empty one into a database with pages of 16 KiB and a write-ahead
    // log.
    SqliteConnection(const std::filesystem::path& file, Role role, const Waiting& waiting);
    SqliteConnection(const SqliteConnection&) = delete;
    SqliteConnection& operator=(const SqliteConnection&) = delete;

    using Connection::execute;
    using Connection::query;
    std::vector<Row> query(std::string_view sql, Parameters parameters) override;
    std::int64_t execute(std::string_view sql, Parameters parameters) override;
    void run_script(std::string_view sql) override;
    Dialect dialect() const noexcept override { return Dialect::sqlite; }

    // SQLite gives up a whole transaction by itself on some errors (a full disk).
    bool in_transaction() const noexcept { return sqlite3_get_autocommit(handle_.get()) == 0; }
    void roll_back() noexcept;  // nothing when no transaction is open

  private:
    struct Close {
        void operator()(sqlite3* handle) const noexcept { sqlite3_close_v2(handle); }
    };
    struct TextHash {
        using is_transparent = void;
        std::size_t operator()(std::string_view text) const noexcept {
            return std::hash<std::string_view>()(text);
        }
    };

    void open(std::chrono::milliseconds patience);
    void make_durable(std::chrono::milliseconds patience);
    Statement& prepared(std::string_view sql);
    static int is_over(void* connection) noexcept;  // SQLite asks it now and then

    std::string file_;
    const std::chrono::milliseconds statement_limit_;
    std::chrono::steady_clock::time_point statement_end_;
    std::unique_ptr<sqlite3, Close> handle_;
    std::unordered_map<std::string, Statement, TextHash, std::equal_to<>> statements_;
};

}  // namespace outfield::sql::sqlite
