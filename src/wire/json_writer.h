// JSON, and JSON-RPC 2.0 answers. A Content is written as base64 in a text (an empty one as false), a number
// that is not finite as null, broken UTF-8 as U+FFFD.
#pragma once

#include <string_view>

#include "wire/text_sink.h"
#include "wire/value.h"

namespace outfield::wire {

// Each throws what a Content's deliver() throws, and ErrorKind::corrupt when it delivers another number of
// bytes than it has announced; the text is then incomplete.
void write_json(TextSink& sink, const Value& value);

// How a null result is written: {"result": null}, or without "result", as OpenERP does it.
enum class NullResult { written, left_out };
void write_json_result(TextSink& sink, const Value& id, const Value& result,
                       NullResult null = NullResult::left_out);

// {"jsonrpc": "2.0", "id": ..., "error": {"code": 200, "message": "Odoo Server Error", "data": {...}}}
void write_json_error(TextSink& sink, const Value& id, int code, std::string_view message,
                      const Struct& data);

}  // namespace outfield::wire
