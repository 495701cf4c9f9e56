// One database behind the catalog and the database store: SQLite or PostgreSQL. The SQL text is
// written once, with parameters $1, $2, ...; what differs between the two stands in the schema files and in
// Dialect.
#pragma once

#include <outfield/bytes.h>

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <variant>
#include <vector>

namespace outfield::sql {

// A parameter: borrowed for the length of the call.
using Parameter = std::variant<std::nullptr_t, std::int64_t, double, std::string_view, Bytes>;
using Parameters = std::span<const Parameter>;

// A column of an answer: owned. Blobs arrive as strings.
using Column = std::variant<std::nullptr_t, std::int64_t, double, std::string>;

class Row {
  public:
    explicit Row(std::vector<Column> columns) : columns_(std::move(columns)) {}

    // Throw ErrorKind::corrupt when the column holds something else.
    bool is_null(std::size_t i) const { return std::holds_alternative<std::nullptr_t>(columns_.at(i)); }
    std::int64_t integer(std::size_t i) const;
    double real(std::size_t i) const;
    const std::string& text(std::size_t i) const;  // blobs too
    std::optional<std::int64_t> optional_integer(std::size_t i) const;
    std::string text_or_empty(std::size_t i) const;
    const Column& column(std::size_t i) const { return columns_.at(i); }
    std::size_t size() const noexcept { return columns_.size(); }

  private:
    std::vector<Column> columns_;
};

enum class Dialect { sqlite, postgresql };

// A transaction's view of the database. Used by one thread at a time, inside Database::read or write only.
class Connection {
  public:
    virtual ~Connection() = default;

    // One statement, prepared once a connection and kept. When one has failed, the transaction can only end.
    // Errors: already_exists (unique), conflict (foreign key, or serialisation: retryable), invalid (other
    // constraints, bad SQL), out_of_space, corrupt, unavailable (locked too long: retryable).
    virtual std::vector<Row> query(std::string_view sql, Parameters parameters) = 0;
    virtual std::int64_t execute(std::string_view sql, Parameters parameters) = 0;  // rows changed
    virtual void run_script(std::string_view sql) = 0;  // several statements, for schemas
    virtual Dialect dialect() const noexcept = 0;

    std::vector<Row> query(std::string_view sql, std::initializer_list<Parameter> parameters = {}) {
        return query(sql, Parameters(parameters.begin(), parameters.size()));
    }
    std::int64_t execute(std::string_view sql, std::initializer_list<Parameter> parameters = {}) {
        return execute(sql, Parameters(parameters.begin(), parameters.size()));
    }
    // The first row, or nothing.
    std::optional<Row> query_one(std::string_view sql, std::initializer_list<Parameter> parameters = {});
};

class Database {
  public:
    virtual ~Database() = default;

    // Runs `work` in a transaction that commits durably before this returns. When `work` throws, nothing of
    // it stays and the exception passes through. Thread-safe; the work of several threads may share one
    // commit, and then a work that throws is still rolled back alone. `work` may run more than once and on
    // another thread, opens no transaction inside (invalid), and makes no network call (ARCHITECTURE.md, rule
    // 3). When the commit itself fails, every work that shared it fails with that error.
    virtual void write(const std::function<void(Connection&)>& work) = 0;

    // Runs `work` on one consistent snapshot. Thread-safe; readers do not wait for writers.
    virtual void read(const std::function<void(Connection&)>& work) = 0;

    virtual Dialect dialect() const noexcept = 0;

    // For messages: the file, or the server and the database. Never a password.
    virtual const std::string& name() const noexcept = 0;
};

// The same, for work that yields a value.
template <typename Work>
auto writing(Database& database, Work&& work) {
    using Result = std::invoke_result_t<Work, Connection&>;
    if constexpr (std::is_void_v<Result>) {
        database.write(work);
    } else {
        std::optional<Result> result;
        database.write([&](Connection& connection) { result.emplace(work(connection)); });
        return std::move(*result);
    }
}

template <typename Work>
auto reading(Database& database, Work&& work) {
    using Result = std::invoke_result_t<Work, Connection&>;
    std::optional<Result> result;
    database.read([&](Connection& connection) { result.emplace(work(connection)); });
    return std::move(*result);
}

enum class OpenMode { existing, create };

// "sqlite:PATH" or a bare path, created only with OpenMode::create (page_size 16384, WAL); or a database of a
// server, which exists: "postgresql://USER@HOST/DATABASE". Errors: not_found, denied, corrupt (not a
// database), invalid (unknown URL), unavailable (out of reach: retryable).
std::unique_ptr<Database> open_database(const std::string& url, OpenMode mode);

}  // namespace outfield::sql
