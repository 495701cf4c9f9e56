// One request of the page's interface (/api): JSON in, JSON out, on a worker's thread.
#pragma once

#include <boost/json/value.hpp>
#include <functional>
#include <string>

#include "access/access.h"
#include "server/api/given.h"
#include "server/credentials.h"
#include "server/router.h"
#include "server/site.h"
#include "wire/query_string.h"

namespace outfield::server::api {

enum class Who {
    administrators,
    users,     // whoever is logged in, or has a key without a scope
    everybody  // also nobody: Call::identity is that of nobody
};

// "2026-11-23T08:30:05Z", "2026-11-23 08:30:05", "2026-11-23".
std::optional<Time> parse_time(const std::string& text);

// A segment of a path as a number. Fault 404.
std::int64_t id_in(const std::string& segment);

struct Call {
    Path path;
    wire::QueryString query;
    Given body;  // empty for GET and DELETE
    std::optional<access::Identity> identity;
    Credentials credentials;
    bool is_secure = false;

    const access::Identity& user() const { return *identity; }

    std::int64_t id(std::size_t segment) const { return id_in(path.at(segment)); }
    // Members of the query. Fault 400 for what they cannot be.
    std::optional<std::int64_t> number(std::string_view name) const;
    std::string text(std::string_view name) const { return query.get(name); }
    std::optional<Time> time(std::string_view name) const;  // "2026-11-23T08:30:05Z", "2026-11-23 08:30:05"
    // Fault 400 for a member of the query that is none of these.
    void takes(std::initializer_list<std::string_view> names) const;
    std::size_t limit() const;  // ?limit=, 1 to 1000; 100 where it is left out

    // For the audit log, what the transactions of the work do not tell themselves (access/audited.h): an
    // entry before it begins, and "ACTION.failed" when it throws.
    void noted(Site& site, std::string_view action, std::string_view detail,
               const std::function<void()>& work, std::string_view model = {}, RecordId record = 0) const;
};

struct Reply {
    boost::json::value body;  // null: none
    unsigned status = 200;
    http::Headers headers = {};
};

Reply no_content();
Reply created(boost::json::value body);
Reply items(boost::json::array items);

using Work = std::function<Reply(Site&, Call&)>;

// What the work throws is answered as a problem (server/problem.h). A change that is asked for with a cookie
// needs the session's X-CSRF-Token; a body is a JSON object of at most 1 MiB,
// 64 KiB where everybody may ask.
void add(Router& router, Site& site, std::string_view method, std::string pattern, Work work,
         Who who = Who::administrators);

// Before a body or a stream: for routes of administrators that are no JSON. Blocks. Faults 401 and 403.
access::Identity require_administrator(Site& site, const Credentials& credentials, std::string_view method);

void require_administrator(const access::Identity& identity, std::string_view method);

// Looks at the head of a request that changes something: where a cookie speaks for the user, another site may
// not, and the page's token must come along. Blocks where memory does not know the session. Fault 403.
void require_own_page(Site& site, const Credentials& credentials, std::string_view token);

}  // namespace outfield::server::api
