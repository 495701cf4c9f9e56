// XML-RPC calls (http://xmlrpc.com/spec.md, with Apache's <ex:nil/> and <i8>), as OpenERP's clients send
// them.
//
//     <int> <i4> <i8>      std::int64_t        <boolean>           bool
//     <double>             double, finite      <string>, no type   text
//     <base64>             text: the base64 itself, as if it had come in a <string>
//     <dateTime.iso8601>   text: "YYYY-MM-DD HH:MM:SS"
//     <nil/> <ex:nil/>     null                <array> <struct>    List, Struct
//
// Document types, and with them every entity but XML's own five, are refused.
#pragma once

#include <memory>

#include "wire/call.h"
#include "wire/long_texts.h"

namespace outfield::wire {

// `texts` outlives the reader. so_far() shows texts and numbers when they are complete, lists and structs as
// far as they are filled.
std::unique_ptr<CallReader> xmlrpc_reader(const Limits& limits, LongTexts& texts);

}  // namespace outfield::wire
