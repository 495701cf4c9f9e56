#include "sql/postgresql/link.h"

#include <fmt/format.h>
#include <outfield/error.h>
#include <poll.h>

#include <algorithm>
#include <cerrno>
#include <vector>

#include "sql/postgresql/error.h"

namespace outfield::sql::postgresql {
namespace {

using Clock = std::chrono::steady_clock;

PGconn* begin_connection(const Target& target) {
    std::vector<const char*> keywords, values;
    for (const auto& [keyword, value] : target.options) {
        keywords.push_back(keyword.c_str());
        values.push_back(value.c_str());
    }
    keywords.push_back(nullptr);
    values.push_back(nullptr);
    return PQconnectStartParams(keywords.data(), values.data(), 0);
}

void ignore_notices(void*, const PGresult*) {}

}  // namespace

Link::Link(const Target& target) : name_(target.name), connection_(begin_connection(target)) {
    if (!connection_)
        throw Error(ErrorKind::unavailable, "there is no memory left for a connection", Retry::yes);
    connect(target);
    PQsetNoticeReceiver(connection_.get(), ignore_notices, nullptr);
    const char* const encoding = PQparameterStatus(connection_.get(), "server_encoding");
    if (encoding != nullptr && std::string_view(encoding) != "UTF8")
        throw Error(
            ErrorKind::unsupported,
            fmt::format("database {}: its encoding is {}; create one with ENCODING 'UTF8'", name_, encoding));
}

// Verbose, because of the SQLSTATE: the words may be in the server's language.
void Link::connect(const Target& target) {
    auto* const connection = connection_.get();
    PQsetErrorVerbosity(connection, PQERRORS_VERBOSE);
    const auto deadline = Clock::now() + target.patience;
    if (PQstatus(connection) == CONNECTION_BAD) refuse_connection();
    auto state = PGRES_POLLING_WRITING;
    while (state == PGRES_POLLING_READING || state == PGRES_POLLING_WRITING) {
        if (!wait(state == PGRES_POLLING_READING ? POLLIN : POLLOUT, deadline))
            throw error_of(
                "", fmt::format("the server did not answer within {} s", target.patience.count() / 1000),
                name_);
        state = PQconnectPoll(connection);
    }
    if (state != PGRES_POLLING_OK) refuse_connection();
}

void Link::refuse_connection() const {
    const std::string_view message = PQerrorMessage(connection_.get());
    auto state = state_in(message);
    if (state.empty() && PQconnectionNeedsPassword(connection_.get()) != 0) state = "28P01";
    throw error_of(state, plain(message), name_);
}

Result Link::run(const std::string& script, std::chrono::milliseconds patience) {
    return answer(PQsendQuery(connection_.get(), script.c_str()), Clock::now() + patience);
}

Result Link::run_once(const std::string& sql, const Encoded& parameters) {
    return answer(PQsendQueryParams(connection_.get(), sql.c_str(), parameters.size(), parameters.type_list(),
                                    parameters.values(), parameters.lengths(), parameters.formats(), 1),
                  Clock::now() + answer_patience);
}

Result Link::prepare(const std::string& name, const std::string& sql, const Encoded& parameters) {
    return answer(PQsendPrepare(connection_.get(), name.c_str(), sql.c_str(), parameters.size(),
                                parameters.type_list()),
                  Clock::now() + answer_patience);
}

Result Link::run_prepared(const std::string& name, const Encoded& parameters) {
    return answer(PQsendQueryPrepared(connection_.get(), name.c_str(), parameters.size(), parameters.values(),
                                      parameters.lengths(), parameters.formats(), 1),
                  Clock::now() + answer_patience);
}

// The first failure of a script, or else its last answer.
Result Link::answer(int sent, Deadline deadline) {
    auto* const connection = connection_.get();
    if (sent == 0) lose(PQerrorMessage(connection));
    Result kept;
    for (;;) {
        while (PQisBusy(connection) != 0) {
            if (!wait(POLLIN, deadline)) {
                timed_out_ = true;
                lose("the server did not answer in time");
            }
            if (PQconsumeInput(connection) == 0) lose(PQerrorMessage(connection));
        }
        Result next(PQgetResult(connection));
        if (!next) break;
        if (!kept || PQresultStatus(kept.get()) != PGRES_FATAL_ERROR) kept = std::move(next);
    }
    if (!kept || PQstatus(connection) != CONNECTION_OK) lose(PQerrorMessage(connection));
    return kept;
}

bool Link::wait(short events, Deadline deadline) const {
    for (;;) {
        const auto left = std::chrono::ceil<std::chrono::milliseconds>(deadline - Clock::now()).count();
        pollfd descriptor{.fd = PQsocket(connection_.get()), .events = events, .revents = 0};
        const int ready =
            poll(&descriptor, 1, static_cast<int>(std::clamp<std::int64_t>(left, 0, 1'000'000'000)));
        if (ready > 0) return true;
        if (ready == 0) return false;
        if (errno != EINTR) return true;  // libpq meets the same fault, and has words for it
    }
}

void Link::lose(std::string_view why) {
    lost_ = true;
    throw error_of("", fmt::format("the connection was lost: {}", plain(why)), name_);
}

}  // namespace outfield::sql::postgresql
