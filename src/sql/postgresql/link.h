// One connection to a server, by way of libpq without its blocking calls: nothing here waits longer than it
// was told. Used by one thread at a time.
#pragma once

#include <libpq-fe.h>

#include <chrono>
#include <memory>
#include <string>
#include <string_view>

#include "sql/postgresql/encoding.h"
#include "sql/postgresql/url.h"

namespace outfield::sql::postgresql {

struct FreeResult {
    void operator()(PGresult* result) const noexcept { PQclear(result); }
};
using Result = std::unique_ptr<PGresult, FreeResult>;

class Link {
  public:
    // Errors: not_found (no such database), denied (user, password), unavailable (out of reach, starting,
    // full), unsupported (the database's encoding is not UTF8).
    explicit Link(const Target& target);

    // Each sends one request and waits for its answer: at most so long, then the connection is given up. A
    // refusal is an answer too: look at its status. Throws unavailable (retryable) when the connection is
    // lost.
    Result run(const std::string& script, std::chrono::milliseconds patience);
    Result run_once(const std::string& sql, const Encoded& parameters);
    Result prepare(const std::string& name, const std::string& sql, const Encoded& parameters);
    Result run_prepared(const std::string& name, const Encoded& parameters);

    bool timed_out() const noexcept { return timed_out_; }
    bool lost() const noexcept { return lost_ || PQstatus(connection_.get()) != CONNECTION_OK; }

  private:
    using Deadline = std::chrono::steady_clock::time_point;
    struct Finish {
        void operator()(PGconn* connection) const noexcept { PQfinish(connection); }
    };

    void connect(const Target& target);
    [[noreturn]] void refuse_connection() const;
    Result answer(int sent, Deadline deadline);
    bool wait(short events, Deadline deadline) const;  // false: it is over
    [[noreturn]] void lose(std::string_view why);

    std::string name_;
    std::unique_ptr<PGconn, Finish> connection_;
    bool lost_ = false, timed_out_ = false;
};

// The longest that an answer may take, whatever deadline the server was given.
inline constexpr std::chrono::seconds answer_patience{120};

}  // namespace outfield::sql::postgresql
