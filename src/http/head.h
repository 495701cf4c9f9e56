// The head of a request, looked at with distrust, and that of an answer.
#pragma once

#include <boost/beast/http/fields.hpp>
#include <boost/beast/http/message.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "http/answer.h"

namespace outfield::http {

// Views live as long as the message that it was taken from.
struct RequestHead {
    std::string_view method, path, query;
    unsigned version = 11;
    bool keeps_alive = false, is_chunked = false, expects_continue = false;
    std::optional<std::uint64_t> length;
};

// Throws Fault for what two readers could understand differently (RFC 9112, sections 3 and 6: no or several
// Hosts, a length beside chunks, other codings), for compressed bodies, and for targets that are no path.
RequestHead checked_head(const boost::beast::http::request_header<>& message);

// `length` nullopt: none is named. Control characters are left out of header values.
std::string rendered_head(const RequestHead& request, unsigned status, std::string_view media_type,
                          const Headers& headers, std::optional<std::uint64_t> length, bool closes);

}  // namespace outfield::http
