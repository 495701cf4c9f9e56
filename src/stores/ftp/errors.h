// The one place where a server's replies (RFC 959, RFC 2228, RFC 4217) and libcurl's codes become errors.
#pragma once

#include <outfield/error.h>

#include <string>

#include "stores/ftp/outcome.h"

namespace outfield::ftp {

// `what` is what was being done, where: "put 'sale/7f3k' on ftp.example.org:21". A 550 becomes `denied`: who
// can prove that the name is missing does so beforehand.
Error error_of(const Reply& reply, const std::string& what);

// The server's refusal where there is one, else what libcurl says. REQUIRES: !outcome.ok().
Error error_of(const Outcome& outcome, const std::string& what);

}  // namespace outfield::ftp
