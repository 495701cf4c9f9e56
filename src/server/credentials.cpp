#include "server/credentials.h"

#include "base/base64.h"
#include "base/text.h"
#include "wire/cookies.h"

namespace outfield::server {
namespace {

constexpr std::string_view cookie_name = "session_id";

std::optional<std::string_view> after_scheme(std::string_view header, std::string_view scheme) {
    if (header.size() <= scheme.size() || to_lower(header.substr(0, scheme.size())) != scheme)
        return std::nullopt;
    if (header[scheme.size()] != ' ') return std::nullopt;
    return trim(header.substr(scheme.size() + 1));
}

void read_authorization(std::string_view header, Credentials& credentials) {
    if (header.empty()) return;
    if (const auto key = after_scheme(header, "bearer")) {
        credentials.key = *key;
    } else if (const auto coded = after_scheme(header, "basic")) {
        const auto text = base64_decode(*coded);
        const auto colon = text ? text->find(':') : std::string::npos;
        if (colon == std::string::npos) throw http::Fault(400, "the Authorization is not that of Basic");
        credentials.login = text->substr(0, colon);
        credentials.password = text->substr(colon + 1);
    } else {
        throw http::Fault(400, "the Authorization is neither Basic nor Bearer");
    }
}

[[noreturn]] void refuse(bool by_page) {
    const auto* challenge =
        by_page ? "Session realm=\"Outfield\"" : "Basic realm=\"Outfield\", charset=\"UTF-8\"";
    throw http::Fault(401, "Access Denied", {{"WWW-Authenticate", challenge}});
}

}  // namespace

Credentials credentials_of(const http::Exchange& exchange) {
    Credentials credentials;
    credentials.peer = exchange.peer();
    credentials.work = exchange.work();
    credentials.by_page = exchange.path().starts_with("/api/");
    credentials.session = exchange.header("X-Openerp-Session-Id");
    if (credentials.session.empty()) {
        credentials.session = wire::cookie(exchange.header("Cookie"), cookie_name).value_or("");
        credentials.by_cookie = !credentials.session.empty();
    }
    read_authorization(exchange.header("Authorization"), credentials);
    return credentials;
}

std::optional<access::Identity> identify(access::Access& access, const Credentials& credentials) {
    std::optional<access::Identity> identity;
    if (!credentials.key.empty())
        identity = access.authenticate_key(credentials.key, credentials.peer);
    else if (!credentials.login.empty())
        identity = access.authenticate(credentials.login, credentials.password, credentials.peer);
    else if (!credentials.session.empty()) {
        const auto session = access.find_session(credentials.session);
        if (!session) return std::nullopt;
        identity = session->identity;
    } else
        return std::nullopt;
    if (!identity) {
        credentials.work->refused_login(credentials.key.empty() ? credentials.login : "(API key)");
        refuse(credentials.by_page);
    }
    credentials.work->asked_by(identity->user, identity->login);
    return identity;
}

access::Identity required_identity(access::Access& access, const Credentials& credentials) {
    auto identity = identify(access, credentials);
    if (!identity) refuse(credentials.by_page);
    return *std::move(identity);
}

http::Awaitable<http::Workers*> threads_for(const Site& site, const Credentials& credentials) {
    if (credentials.login.empty() || !credentials.key.empty()) co_return &site.lookups;
    auto remembered = [&] {
        return site.access.remembers(credentials.login, credentials.password, credentials.peer);
    };
    co_return co_await site.lookups.run(remembered) ? &site.lookups : &site.proofs;
}

bool is_cross_site(const http::Exchange& exchange) {
    const auto site = exchange.header("Sec-Fetch-Site");
    if (!site.empty()) return site != "same-origin" && site != "none";
    const auto origin = exchange.header("Origin");
    if (origin.empty()) return false;
    const auto host = origin.find("://");
    return host == std::string_view::npos || origin.substr(host + 3) != exchange.header("Host");
}

Credentials changing_credentials(const http::Exchange& exchange) {
    auto credentials = credentials_of(exchange);
    const bool is_sent_unasked = credentials.by_cookie || !credentials.login.empty();
    if (is_sent_unasked && is_cross_site(exchange))
        throw http::Fault(403, "another site may not change anything here");
    return credentials;
}

std::string session_cookie(const access::Session& session, std::chrono::seconds life, bool is_secure) {
    wire::SetCookie cookie{std::string(cookie_name), session.token};
    cookie.max_age = life;
    cookie.secure = is_secure;
    return wire::render(cookie);
}

std::string expired_session_cookie() {
    wire::SetCookie cookie{std::string(cookie_name), ""};
    cookie.max_age = std::chrono::seconds(0);
    return wire::render(cookie);
}

}  // namespace outfield::server
