#include "sql/postgresql/url.h"

#include <fmt/format.h>
#include <libpq-fe.h>
#include <outfield/error.h>

#include <algorithm>
#include <cstdlib>
#include <memory>

#include "base/text.h"

namespace outfield::sql::postgresql {
namespace {

constexpr std::string_view default_patience = "10";  // seconds

// A statement that takes longer, a lock that is not let go, and a client that stands still inside a
// transaction: the server ends each. What the URL or PGOPTIONS says comes behind and wins.
constexpr std::string_view deadlines =
    "-c statement_timeout=60s -c lock_timeout=10s -c idle_in_transaction_session_timeout=10min "
    "-c client_min_messages=warning";

using Given = std::vector<std::pair<std::string, std::string>>;

Given parse(const std::string& url) {
    const std::unique_ptr<PQconninfoOption, decltype(&PQconninfoFree)> parsed(
        PQconninfoParse(url.c_str(), nullptr), PQconninfoFree);
    if (!parsed)
        throw Error(
            ErrorKind::invalid,
            "the URL of the PostgreSQL database cannot be read: it must be like "
            "postgresql://USER@HOST:PORT/DATABASE?sslmode=verify-full, with %XX for special characters");
    Given given;
    for (const auto* option = parsed.get(); option->keyword != nullptr; ++option)
        if (option->val != nullptr) given.emplace_back(option->keyword, option->val);
    return given;
}

std::string value_of(const Given& given, std::string_view keyword) {
    const auto found = std::ranges::find(given, keyword, &Given::value_type::first);
    return found == given.end() ? std::string() : found->second;
}

void set_default(Given& given, std::string_view keyword, std::string_view value) {
    if (value_of(given, keyword).empty()) given.emplace_back(keyword, value);
}

std::string shown_name(const Given& given) {
    const auto user = value_of(given, "user"), port = value_of(given, "port");
    std::string host;
    for (const char c : value_of(given, "host"))
        c == '/' ? void(host += "%2F") : host.push_back(c);  // the folder of a socket
    return fmt::format("postgresql://{}{}{}{}{}/{}", user, user.empty() ? "" : "@", host,
                       port.empty() ? "" : ":", port, value_of(given, "dbname"));
}

void add_deadlines(Given& given) {
    auto options = std::string(deadlines);
    const char* const surrounding = std::getenv("PGOPTIONS");
    for (const auto& more :
         {std::string(surrounding == nullptr ? "" : surrounding), value_of(given, "options")})
        if (!more.empty()) options += ' ' + more;
    std::erase_if(given, [](const auto& option) { return option.first == "options"; });
    given.emplace_back("options", options);
}

}  // namespace

bool is_url(std::string_view url) noexcept {
    return url.starts_with("postgresql://") || url.starts_with("postgres://");
}

bool has_password(const std::string& url) {
    return !value_of(parse(url), "password").empty();
}

Target parse_url(const std::string& url) {
    Target target{.options = parse(url), .name = {}, .patience = {}};
    auto& given = target.options;
    target.name = shown_name(given);
    set_default(given, "connect_timeout", default_patience);
    set_default(given, "keepalives_idle", "30");
    set_default(given, "keepalives_interval", "10");
    set_default(given, "keepalives_count", "3");
    set_default(given, "tcp_user_timeout", "10000");  // ms; also what a host that says nothing may take
    set_default(given, "fallback_application_name", "outfield");
    add_deadlines(given);
    given.emplace_back("client_encoding", "UTF8");
    const auto seconds = parse_unsigned(value_of(given, "connect_timeout")).value_or(10);
    const auto hosts = 1 + std::ranges::count(value_of(given, "host"), ',');
    target.patience = std::chrono::seconds(std::clamp<std::uint64_t>(seconds, 2, 3600)) * hosts;
    return target;
}

}  // namespace outfield::sql::postgresql
