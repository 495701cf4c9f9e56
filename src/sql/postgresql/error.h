// What PostgreSQL says, in the words of outfield::Error: the one place that maps its codes
// (https://www.postgresql.org/docs/15/errcodes-appendix.html).
#pragma once

#include <outfield/error.h>

#include <string>
#include <string_view>

namespace outfield::sql::postgresql {

// `state` is an SQLSTATE, or empty when it was libpq that failed: then the server is out of reach. `database`
// names it in the message.
Error error_of(std::string_view state, std::string_view said, const std::string& database);

// Whether the whole transaction may well go through when it is run again: it lost against another one, or was
// prepared for tables that have changed since.
bool may_run_again(std::string_view state) noexcept;

// The SQLSTATE in a message of libpq's with verbose errors ("FATAL:  3D000: database ..."); empty: there is
// none.
std::string_view state_in(std::string_view message) noexcept;

// A message of libpq's on one line, without the SQLSTATE and the place in PostgreSQL's source.
std::string plain(std::string_view message);

}  // namespace outfield::sql::postgresql
