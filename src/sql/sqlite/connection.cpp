#include "sql/sqlite/connection.h"

#include <fmt/format.h>
#include <outfield/error.h>

#include <ctime>
#include <thread>

#include "sql/sqlite/error.h"

namespace outfield::sql::sqlite {
namespace {

// Searches make texts without end; the rest of the house has some dozens. A longer text is not kept: what is
// made of it takes twenty times its bytes.
constexpr std::size_t most_statements = 512;
constexpr std::size_t longest_kept = 4096;

// Of SQLite's machine, between two looks at the clock: a fraction of a microsecond, but any third of them may
// be a LIKE over a long text, which takes up to seconds and is not ended.
constexpr int instructions = 10;
constexpr auto without_end = std::chrono::steady_clock::time_point::max();

}  // namespace

SqliteConnection::SqliteConnection(const std::filesystem::path& file, Role role, const Waiting& waiting)
    : file_(file.string()), statement_limit_(waiting.for_statement), statement_end_(without_end) {
    open(waiting.for_lock);
    if (role == Role::writer) {
        make_durable(waiting.for_lock);
    } else {
        // At most 32 MiB a reader: what is read again and again stays, however large the tables are.
        run_script("PRAGMA query_only = ON; PRAGMA cache_size = -32768");
    }
}

void SqliteConnection::open(std::chrono::milliseconds patience) {
    sqlite3* handle = nullptr;
    const int code =
        sqlite3_open_v2(file_.c_str(), &handle, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, nullptr);
    handle_.reset(handle);
    check(handle, code, file_);
    sqlite3_extended_result_codes(handle, 1);
    sqlite3_busy_timeout(handle, static_cast<int>(patience.count()));
    sqlite3_progress_handler(handle, instructions, &is_over, this);
}

// page_size counts only before the first table. temp_store = MEMORY, because a savepoint's journal would be a
// file opened and removed in each transaction. secure_delete = FAST, because Debian builds SQLite with it ON,
// which writes every freed page once more.
void SqliteConnection::make_durable(std::chrono::milliseconds patience) {
    run_script("PRAGMA page_size = 16384");
    const auto deadline = std::chrono::steady_clock::now() + patience;
    for (;;) {
        try {
            const auto mode = query("PRAGMA journal_mode = WAL").at(0).text(0);
            if (mode != "wal")
                throw Error(ErrorKind::unsupported,
                            fmt::format("database {}: no write-ahead log is possible here (journal mode {}); "
                                        "use a local file system that this user may write",
                                        file_, mode));
            break;
        } catch (const Error& error) {
            // The change of mode does not wait for locks by itself.
            if (!error.retryable() || std::chrono::steady_clock::now() >= deadline) throw;
            std::this_thread::sleep_for(std::chrono::milliseconds(5));
        }
    }
    run_script(
        "PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA secure_delete = FAST; PRAGMA temp_store "
        "= MEMORY;"
        "PRAGMA wal_autocheckpoint = 1000; PRAGMA journal_size_limit = 67108864; PRAGMA cache_size = -8192");
}

int SqliteConnection::is_over(void* connection) noexcept {
    timespec instant{};
    ::clock_gettime(CLOCK_MONOTONIC_COARSE,
                    &instant);  // steady_clock's, some milliseconds late and much cheaper
    const std::chrono::nanoseconds now =
        std::chrono::seconds(instant.tv_sec) + std::chrono::nanoseconds(instant.tv_nsec);
    return now > static_cast<const SqliteConnection*>(connection)->statement_end_.time_since_epoch() ? 1 : 0;
}

std::vector<Row> SqliteConnection::query(std::string_view sql, Parameters parameters) {
    statement_end_ = std::chrono::steady_clock::now() + statement_limit_;
    if (sql.size() > longest_kept) return Statement(handle_.get(), sql, file_).query(parameters);
    return prepared(sql).query(parameters);
}

std::int64_t SqliteConnection::execute(std::string_view sql, Parameters parameters) {
    statement_end_ = std::chrono::steady_clock::now() + statement_limit_;
    if (sql.size() > longest_kept) return Statement(handle_.get(), sql, file_).execute(parameters);
    return prepared(sql).execute(parameters);
}

void SqliteConnection::run_script(std::string_view sql) {
    statement_end_ = without_end;
    const std::string script(sql);
    check(handle_.get(), sqlite3_exec(handle_.get(), script.c_str(), nullptr, nullptr, nullptr), file_);
}

void SqliteConnection::roll_back() noexcept {
    statement_end_ = without_end;
    if (in_transaction()) sqlite3_exec(handle_.get(), "ROLLBACK", nullptr, nullptr, nullptr);
}

Statement& SqliteConnection::prepared(std::string_view sql) {
    const auto known = statements_.find(sql);
    if (known != statements_.end()) return known->second;
    Statement statement(handle_.get(), sql, file_);
    if (statements_.size() >= most_statements) statements_.clear();
    return statements_.emplace(std::string(sql), std::move(statement)).first->second;
}

}  // namespace outfield::sql::sqlite
