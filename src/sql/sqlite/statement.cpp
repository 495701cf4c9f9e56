#include "sql/sqlite/statement.h"

#include <fmt/format.h>
#include <outfield/error.h>

#include <algorithm>

#include "base/text.h"
#include "sql/sqlite/error.h"

namespace outfield::sql::sqlite {
namespace {

Column column_of(sqlite3_stmt* statement, int i) {
    switch (sqlite3_column_type(statement, i)) {
        case SQLITE_INTEGER:
            return std::int64_t{sqlite3_column_int64(statement, i)};
        case SQLITE_FLOAT:
            return sqlite3_column_double(statement, i);
        case SQLITE_NULL:
            return nullptr;
        default:
            break;
    }
    const auto* bytes = static_cast<const char*>(sqlite3_column_blob(statement, i));
    const auto length = static_cast<std::size_t>(sqlite3_column_bytes(statement, i));
    return bytes == nullptr ? std::string() : std::string(bytes, length);
}

// "$12" -> 11
std::size_t number_of(const char* name, std::string_view sql) {
    if (name != nullptr && name[0] == '$') {
        const auto number = parse_unsigned(name + 1);
        if (number && *number >= 1 && *number <= 32766) return *number - 1;
    }
    throw Error(ErrorKind::invalid, fmt::format("a parameter is not $1, $2, ... in: {}", sql));
}

}  // namespace

// Whatever happens, a statement at rest holds no lock and no snapshot.
class Statement::Running {
  public:
    explicit Running(Statement& statement) : statement_(statement.statement_.get()) {}
    Running(const Running&) = delete;
    Running& operator=(const Running&) = delete;
    ~Running() { sqlite3_reset(statement_); }

  private:
    sqlite3_stmt* statement_;
};

Statement::Statement(sqlite3* handle, std::string_view sql, const std::string& file)
    : handle_(handle), file_(file) {
    sqlite3_stmt* statement = nullptr;
    const char* rest = nullptr;
    check(handle,
          sqlite3_prepare_v3(handle, sql.data(), static_cast<int>(sql.size()), SQLITE_PREPARE_PERSISTENT,
                             &statement, &rest),
          file);
    statement_.reset(statement);
    if (statement == nullptr || !trim(sql.substr(rest - sql.data())).empty())
        throw Error(ErrorKind::invalid, fmt::format("one statement is wanted, not: {}", sql));
    const int positions = sqlite3_bind_parameter_count(statement);
    for (int position = 1; position <= positions; ++position) {
        order_.push_back(number_of(sqlite3_bind_parameter_name(statement, position), sql));
        parameters_ = std::max(parameters_, order_.back() + 1);
    }
}

std::vector<Row> Statement::query(Parameters parameters) {
    const Running running(*this);
    bind(parameters);
    std::vector<Row> rows;
    while (step()) rows.push_back(row());
    return rows;
}

std::int64_t Statement::execute(Parameters parameters) {
    const Running running(*this);
    bind(parameters);
    while (step()) {
    }
    return sqlite3_stmt_readonly(statement_.get()) != 0 ? 0 : sqlite3_changes64(handle_);
}

void Statement::bind(Parameters parameters) {
    if (parameters.size() != parameters_)
        throw Error(ErrorKind::invalid,
                    fmt::format("{} parameters are given, {} are wanted by: {}", parameters.size(),
                                parameters_, sqlite3_sql(statement_.get())));
    int position = 0;
    for (const auto parameter : order_) check(handle_, bind(++position, parameters[parameter]), file_);
}

// SQLITE_STATIC: parameters outlive the call, and each is bound anew before the statement runs again. A null
// pointer would bind NULL, so empty texts and blobs get an address.
int Statement::bind(int position, const Parameter& parameter) {
    auto* const statement = statement_.get();
    switch (parameter.index()) {
        case 0:
            return sqlite3_bind_null(statement, position);
        case 1:
            return sqlite3_bind_int64(statement, position, std::get<1>(parameter));
        case 2:
            return sqlite3_bind_double(statement, position, std::get<2>(parameter));
        case 3: {
            const auto text = std::get<3>(parameter);
            return sqlite3_bind_text64(statement, position, text.empty() ? "" : text.data(), text.size(),
                                       SQLITE_STATIC, SQLITE_UTF8);
        }
        default: {
            const auto bytes = std::get<4>(parameter);
            const void* data = bytes.empty() ? "" : static_cast<const void*>(bytes.data());
            return sqlite3_bind_blob64(statement, position, data, bytes.size(), SQLITE_STATIC);
        }
    }
}

bool Statement::step() {
    const int code = sqlite3_step(statement_.get());
    if (code == SQLITE_ROW) return true;
    if (code == SQLITE_DONE) return false;
    fail(handle_, code, file_);
}

Row Statement::row() const {
    const int count = sqlite3_column_count(statement_.get());
    std::vector<Column> columns;
    columns.reserve(static_cast<std::size_t>(count));
    for (int i = 0; i < count; ++i) columns.push_back(column_of(statement_.get(), i));
    return Row(std::move(columns));
}

}  // namespace outfield::sql::sqlite
