#include "server/api/call.h"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <openssl/crypto.h>

#include <algorithm>
#include <boost/json.hpp>
#include <charconv>
#include <cstdio>

#include "access/audited.h"
#include "base/text.h"
#include "server/request_body.h"

namespace outfield::server::api {
namespace {

constexpr std::size_t longest_body = 1 << 20;
constexpr std::size_t most_items = 1000, usual_items = 100;

std::optional<std::int64_t> parse_number(std::string_view text) {
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
    return number;
}

bool changes(std::string_view method) {
    return method != "GET";
}

// nullopt: no body, and none is announced.
http::Awaitable<std::optional<std::string>> read_text(http::Exchange& exchange, std::size_t longest) {
    const auto type = exchange.header("Content-Type");
    const bool is_json = to_lower(trim(type.substr(0, type.find(';')))) == "application/json";
    auto body = co_await exchange.read_all(longest);
    if (is_json) co_return std::move(body);
    if (body.empty()) co_return std::nullopt;
    throw http::Fault(415, "the body must be application/json");
}

// A key to read with reads here, too.
void require_scope(const access::Identity& identity, std::string_view method) {
    if (identity.scope.empty() || (identity.scope == "read" && !changes(method))) return;
    throw http::Fault(403, fmt::format("an API key with the scope '{}' may not do that", identity.scope));
}

struct Route {
    Site& site;
    std::string method;
    Work work;
    Who who;
};

std::optional<access::Identity> permitted(const Route& route, const Credentials& credentials) {
    auto& site = route.site;
    if (route.who == Who::administrators) return require_administrator(site, credentials, route.method);
    if (route.who == Who::everybody) return identify(site.access, credentials);
    auto identity = required_identity(site.access, credentials);
    require_scope(identity, route.method);
    return identity;
}

// `text`, of the body, becomes members here and not earlier: they take many times its memory, and a request
// may have to wait for a worker.
Reply run(const Route& route, Call call, std::string_view token, const std::optional<std::string>& text) {
    if (changes(route.method) && route.who != Who::everybody)
        require_own_page(route.site, call.credentials, token);
    call.identity = permitted(route, call.credentials);
    if (text) call.body = Given(*text);
    const access::Identity nobody;
    const access::Audited audited(route.site.instance.registry(), call.identity ? *call.identity : nobody,
                                  call.credentials.peer);
    return route.work(route.site, call);
}

http::Awaitable<void> serve(const Route& route, http::Exchange& exchange, Path path) {
    Call call;
    call.path = std::move(path);
    call.query = wire::parse_query(exchange.query());
    call.is_secure = exchange.is_secure();
    call.credentials = changes(route.method) ? changing_credentials(exchange) : credentials_of(exchange);
    const std::string token(exchange.header("X-CSRF-Token"));
    std::optional<std::string> text;
    if (changes(route.method)) {
        const bool by_user = route.who != Who::everybody;
        if (by_user && may_be_long(exchange))
            co_await route.site.workers.run([&] { permitted(route, call.credentials); });
        text = co_await read_text(exchange, by_user ? longest_body : short_body);
    }
    auto reply = co_await route.site.workers.run([&] {
        const Acting acting(exchange.work());
        return run(route, std::move(call), token, text);
    });
    http::Answer answer{reply.status, "", "", std::move(reply.headers)};
    if (!reply.body.is_null()) {
        answer.media_type = "application/json";
        answer.body = boost::json::serialize(reply.body) + "\n";
    }
    answer.headers.emplace_back("Cache-Control", "no-store");
    co_await exchange.answer(std::move(answer));
}

}  // namespace

std::optional<Time> parse_time(const std::string& text) {
    using namespace std::chrono;
    int year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0, length = 0;
    char between = ' ';
    std::sscanf(text.c_str(), "%4d-%2d-%2d%n%c%2d:%2d:%2d%n", &year, &month, &day, &length, &between, &hour,
                &minute, &second, &length);
    const auto rest = std::string_view(text).substr(static_cast<std::size_t>(length));
    const year_month_day date{std::chrono::year{year}, std::chrono::month{static_cast<unsigned>(month)},
                              std::chrono::day{static_cast<unsigned>(day)}};
    const bool is_time = (between == ' ' || between == 'T') && hour >= 0 && hour < 24 && minute >= 0 &&
                         minute < 60 && second >= 0 && second < 60;
    if (length < 10 || !date.ok() || !is_time || (!rest.empty() && rest != "Z")) return std::nullopt;
    return sys_days{date} + hours{hour} + minutes{minute} + seconds{second};
}

std::int64_t id_in(const std::string& segment) {
    if (const auto number = parse_number(segment); number && *number > 0) return *number;
    throw http::Fault(404, fmt::format("{} is no number", in_quotes(segment)));
}

std::optional<std::int64_t> Call::number(std::string_view name) const {
    const auto* given = query.find(name);
    if (given == nullptr || given->empty()) return std::nullopt;
    const auto number = parse_number(*given);
    if (!number || *number < 0) throw http::Fault(400, fmt::format("'{}' must be a whole number", name));
    return number;
}

std::optional<Time> Call::time(std::string_view name) const {
    const auto* given = query.find(name);
    if (given == nullptr || given->empty()) return std::nullopt;
    if (const auto time = parse_time(*given)) return time;
    throw http::Fault(
        400, fmt::format("'{}' must be a time in UTC, such as 2026-11-23T08:30:05Z or 2026-11-23", name));
}

void Call::takes(std::initializer_list<std::string_view> names) const {
    for (const auto& [name, value] : query)
        if (std::find(names.begin(), names.end(), std::string_view(name)) == names.end())
            throw http::Fault(400, fmt::format("{} is not known here; what is taken: {}", in_quotes(name),
                                               fmt::join(names, ", ")));
}

std::size_t Call::limit() const {
    const auto given = number("limit").value_or(usual_items);
    if (given < 1 || given > static_cast<std::int64_t>(most_items))
        throw http::Fault(400, fmt::format("'limit' must be 1 to {}", most_items));
    return static_cast<std::size_t>(given);
}

void Call::noted(Site& site, std::string_view action, std::string_view detail,
                 const std::function<void()>& work, std::string_view model, RecordId record) const {
    const auto tell = [&](std::string_view what) {
        site.access.audit(user(), credentials.peer, what, model, record, detail);
    };
    tell(action);
    try {
        work();
    } catch (...) {
        tell(fmt::format("{}.failed", action));
        throw;
    }
}

Reply no_content() {
    return {nullptr, 204};
}

Reply created(boost::json::value body) {
    return {std::move(body), 201};
}

Reply items(boost::json::array items) {
    return {boost::json::object{{"items", std::move(items)}}};
}

void add(Router& router, Site& site, std::string_view method, std::string pattern, Work work, Who who) {
    auto route = std::make_shared<const Route>(Route{site, std::string(method), std::move(work), who});
    router.add({std::string_view(route->method)}, std::move(pattern),
               [route](http::Exchange& exchange, const Path& path) { return serve(*route, exchange, path); });
}

access::Identity require_administrator(Site& site, const Credentials& credentials, std::string_view method) {
    auto identity = required_identity(site.access, credentials);
    require_administrator(identity, method);
    return identity;
}

void require_administrator(const access::Identity& identity, std::string_view method) {
    if (!identity.is_administrator) throw http::Fault(403, "this is for administrators");
    require_scope(identity, method);
}

void require_own_page(Site& site, const Credentials& credentials, std::string_view token) {
    if (!credentials.by_cookie || !credentials.key.empty() || !credentials.login.empty()) return;
    const auto session = site.access.find_session(credentials.session);
    if (!session) return;  // nobody: refused as such
    const auto& own = session->csrf;
    if (token.size() != own.size() || CRYPTO_memcmp(token.data(), own.data(), own.size()) != 0)
        throw http::Fault(
            403, "the header X-CSRF-Token with the session's token is missing (GET /api/me tells it)");
}

}  // namespace outfield::server::api
