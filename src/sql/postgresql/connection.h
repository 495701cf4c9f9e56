// One connection to a PostgreSQL server, with its transaction and its prepared statements. Used by one thread
// at a time.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "sql/database.h"
#include "sql/postgresql/link.h"

namespace outfield::sql::postgresql {

enum class Access { read, write };

class PostgresqlConnection final : public Connection {
  public:
    explicit PostgresqlConnection(const Target& target) : link_(target), name_(target.name) {}

    using Connection::execute;
    using Connection::query;
    std::vector<Row> query(std::string_view sql, Parameters parameters) override;
    std::int64_t execute(std::string_view sql, Parameters parameters) override;
    void run_script(std::string_view sql) override;  // without the deadline that other statements have
    Dialect dialect() const noexcept override { return Dialect::postgresql; }

    void begin(Access access);
    // outcome_unknown when the connection is lost while the answer is awaited.
    void commit();
    void roll_back() noexcept;

    // What went wrong in this transaction would not, or may not, go wrong when it is run again from the
    // start.
    bool may_run_again() const noexcept { return may_run_again_; }
    bool lost() const noexcept { return link_.lost(); }

  private:
    // A text with its variants: which type a parameter has is fixed when a statement is prepared.
    struct Statement {
        struct Variant {
            std::vector<Oid> types;
            std::string name;
        };
        std::size_t parameters = 0;
        bool known = false;  // has run before
        std::vector<Variant> variants;
    };
    struct TextHash {
        using is_transparent = void;
        std::size_t operator()(std::string_view text) const noexcept {
            return std::hash<std::string_view>()(text);
        }
    };

    Result run(std::string_view sql, Parameters parameters);
    Statement& statement(std::string_view sql);
    const std::string& prepared(Statement& statement, const std::string& sql, const Encoded& parameters);
    void forget_statements();
    Result checked(const std::function<Result()>& exchange);
    void command(const std::string& sql);

    Link link_;
    std::string name_;
    std::unordered_map<std::string, Statement, TextHash, std::equal_to<>> statements_;
    std::int64_t prepared_ = 0;  // how many ever: names are not used twice
    bool may_run_again_ = false;
};

}  // namespace outfield::sql::postgresql
