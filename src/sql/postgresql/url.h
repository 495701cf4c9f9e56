// The URL of a PostgreSQL database (https://www.postgresql.org/docs/15/libpq-connect.html, section 34.1.1.2).
// What it leaves out comes from where libpq looks: PGPASSWORD, ~/.pgpass, a service file, PGHOST, ...
#pragma once

#include <chrono>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace outfield::sql::postgresql {

struct Target {
    std::vector<std::pair<std::string, std::string>>
        options;                            // keywords of libpq; the password may be among them
    std::string name;                       // postgresql://user@host:port/database, no password
    std::chrono::milliseconds patience{0};  // for a connection, over all of its hosts
};

bool is_url(std::string_view url) noexcept;  // postgresql:// or postgres://

bool has_password(const std::string& url);  // throws as parse_url

// Adds deadlines and keepalives where the URL says nothing of them. Throws ErrorKind::invalid, and repeats
// nothing of the URL.
Target parse_url(const std::string& url);

}  // namespace outfield::sql::postgresql
