// TLS of the server: version 1.2 or later, with the library's own choice of ciphers.
#pragma once

#include <boost/asio/ssl/context.hpp>

#include "http/server.h"

namespace outfield::http {

// Throws ErrorKind::invalid and says which file is wrong, and how.
boost::asio::ssl::context tls_context(const TlsFiles& files);

}  // namespace outfield::http
