#include "sql/postgresql/connection.h"

#include <fmt/format.h>
#include <outfield/error.h>

#include <algorithm>

#include "base/text.h"
#include "sql/postgresql/error.h"

namespace outfield::sql::postgresql {
namespace {

// Searches make texts without end; the rest of the house has some dozens. A longer text is not prepared: the
// server would keep many times its bytes.
constexpr std::size_t most_statements = 512;
constexpr std::size_t longest_kept = 4096;
constexpr std::chrono::hours script_patience{24};

std::string_view field(const Result& result, int code) {
    const char* const text = PQresultErrorField(result.get(), code);
    return text == nullptr ? std::string_view() : std::string_view(text);
}

bool accepts(const std::vector<Oid>& prepared, const std::vector<Oid>& given) {
    return std::ranges::equal(prepared, given, [](Oid mine, Oid its) { return its == 0 || its == mine; });
}

}  // namespace

std::vector<Row> PostgresqlConnection::query(std::string_view sql, Parameters parameters) {
    return decode(*run(sql, parameters));
}

std::int64_t PostgresqlConnection::execute(std::string_view sql, Parameters parameters) {
    const auto result = run(sql, parameters);
    if (std::string_view(PQcmdStatus(result.get())).starts_with("SELECT")) return 0;
    const auto rows = parse_unsigned(PQcmdTuples(result.get()));
    return static_cast<std::int64_t>(rows.value_or(0));
}

void PostgresqlConnection::run_script(std::string_view sql) {
    const auto script = "SET LOCAL statement_timeout = 0;" + std::string(sql);
    checked([&] { return link_.run(script, script_patience); });
    command("RESET statement_timeout");
}

void PostgresqlConnection::begin(Access access) {
    may_run_again_ = false;
    command(access == Access::write ? "BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE"
                                    : "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
}

void PostgresqlConnection::commit() {
    Result result;
    try {
        result = checked([&] { return link_.run("COMMIT", answer_patience); });
    } catch (const Error& error) {
        if (!lost()) throw;
        may_run_again_ = false;
        throw Error(
            ErrorKind::outcome_unknown,
            fmt::format("{} (while it was asked to commit: look whether the change is there)", error.what()));
    }
    if (std::string_view(PQcmdStatus(result.get())) == "COMMIT") return;
    throw Error(ErrorKind::invalid,
                fmt::format("database {}: the transaction was rolled back, because one of its "
                            "statements had failed",
                            name_));
}

void PostgresqlConnection::roll_back() noexcept {
    if (lost()) return;
    try {
        link_.run("ROLLBACK", answer_patience);
    } catch (const std::exception&) {
        // It is lost now, and the server rolls back by itself.
    }
}

// A text that comes once, as most of a short program's do, is not worth a statement: it would take one more
// round trip.
Result PostgresqlConnection::run(std::string_view sql, Parameters parameters) {
    auto* const kept = sql.size() > longest_kept ? nullptr : &statement(sql);
    const auto wanted = kept ? kept->parameters : parameters_wanted(sql);
    if (parameters.size() != wanted)
        throw Error(ErrorKind::invalid, fmt::format("{} parameters are given, {} are wanted by: {}",
                                                    parameters.size(), wanted, sql));
    const Encoded encoded(parameters);
    const std::string text(sql);
    if (!kept || !std::exchange(kept->known, true))
        return checked([&] { return link_.run_once(text, encoded); });
    const auto& name = prepared(*kept, text, encoded);
    return checked([&] { return link_.run_prepared(name, encoded); });
}

PostgresqlConnection::Statement& PostgresqlConnection::statement(std::string_view sql) {
    const auto known = statements_.find(sql);
    if (known != statements_.end()) return known->second;
    if (statements_.size() >= most_statements) forget_statements();
    return statements_.emplace(std::string(sql), Statement{parameters_wanted(sql), false, {}}).first->second;
}

const std::string& PostgresqlConnection::prepared(Statement& statement, const std::string& sql,
                                                  const Encoded& parameters) {
    const auto fits = [&](const auto& variant) { return accepts(variant.types, parameters.types()); };
    const auto known = std::ranges::find_if(statement.variants, fits);
    if (known != statement.variants.end()) return known->name;
    const auto name = fmt::format("outfield_{}", ++prepared_);
    checked([&] { return link_.prepare(name, sql, parameters); });
    return statement.variants.emplace_back(Statement::Variant{parameters.types(), name}).name;
}

void PostgresqlConnection::forget_statements() {
    statements_.clear();
    command("DEALLOCATE ALL");
}

Result PostgresqlConnection::checked(const std::function<Result()>& exchange) {
    Result result;
    try {
        result = exchange();
    } catch (const Error&) {
        may_run_again_ = !link_.timed_out();  // else it would be as long once more
        throw;
    }
    const auto status = PQresultStatus(result.get());
    if (status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK) return result;
    if (status == PGRES_EMPTY_QUERY)
        throw Error(ErrorKind::invalid, fmt::format("database {}: there is no statement", name_));
    const auto state = field(result, PG_DIAG_SQLSTATE);
    may_run_again_ = postgresql::may_run_again(state);
    if (state == "0A000" || state == "26000") statements_.clear();
    throw error_of(state, field(result, PG_DIAG_MESSAGE_PRIMARY), name_);
}

void PostgresqlConnection::command(const std::string& sql) {
    checked([&] { return link_.run(sql, answer_patience); });
}

}  // namespace outfield::sql::postgresql
