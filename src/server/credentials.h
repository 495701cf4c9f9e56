// Who a request says it comes from, and whether that is so.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "access/access.h"
#include "http/exchange.h"
#include "server/site.h"

namespace outfield::server {

struct Credentials {
    std::string session;          // X-Openerp-Session-Id, or the cookie session_id
    bool by_cookie = false;       // sent by a browser on its own, perhaps for another site
    bool by_page = false;         // for /api: no browser's own dialog, which a Basic challenge would open
    std::string login, password;  // Authorization: Basic
    std::string key;              // Authorization: Bearer, an API key
    std::string peer;
    std::shared_ptr<Work> work;  // of the request: gets to know who asks
};

// Looks at the head alone. Throws Fault 400 for an Authorization that is malformed.
Credentials credentials_of(const http::Exchange& exchange);

// Asks the catalog where memory does not know: not from a coroutine. nullopt: nobody; refused credentials
// throw Fault 401.
std::optional<access::Identity> identify(access::Access& access, const Credentials& credentials);
// The same, and nobody is a Fault 401.
access::Identity required_identity(access::Access& access, const Credentials& credentials);

// Where short work for who sends these is done: among its like, or where passwords are proved, whose time
// nobody else must wait for.
http::Awaitable<http::Workers*> threads_for(const Site& site, const Credentials& credentials);

// Whether a browser says that another site makes it send this (Sec-Fetch-Site, Origin). Cookies and Basic's
// passwords go along unasked: such a request must not change anything.
bool is_cross_site(const http::Exchange& exchange);

// Of a request that changes something. Throws Fault 403 for one that another site makes a browser send.
Credentials changing_credentials(const http::Exchange& exchange);

// Set-Cookie of a new session, and the one that ends it.
std::string session_cookie(const access::Session& session, std::chrono::seconds life, bool is_secure);
std::string expired_session_cookie();

}  // namespace outfield::server
