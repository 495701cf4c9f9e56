// XML-RPC answers. Null is written as False, an integer beyond 32 bits and a Content as double and as base64
// in a string; characters that XML cannot hold are left out, and broken UTF-8 becomes U+FFFD.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>

#include "wire/text_sink.h"
#include "wire/value.h"

namespace outfield::wire {

// Throws what a Content's deliver() throws, and ErrorKind::corrupt when it delivers another number of bytes
// than it has announced; the answer is then incomplete.
void write_xmlrpc_response(TextSink& sink, const Value& result);

// /xmlrpc/2/ has numbers as fault codes, /xmlrpc/ has texts.
using FaultCode = std::variant<std::int32_t, std::string>;
void write_xmlrpc_fault(TextSink& sink, const FaultCode& code, std::string_view message);

}  // namespace outfield::wire
