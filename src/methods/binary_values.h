// The values of binary fields, between clients and records: base64 in a text, both ways, never as a whole in
// memory when it is long.
#pragma once

#include <outfield/binary_fields.h>
#include <outfield/value.h>

#include <string>
#include <string_view>

#include "methods/caller.h"
#include "wire/value.h"

namespace outfield::methods {

// An upload, or monostate when it is not set. Throws Refusal (application) for bad base64: for a short text
// at once, for a long one while it is read. `siblings` are the values that come with it, one of which may
// name the file: FIELD_filename, datas_fname or name.
Value upload_from(std::string_view field, const wire::Value& value, const wire::Struct& siblings);

// The binary values of one answer.
class Contents {
  public:
    Contents(BinaryFields& binaries, const Caller& caller) : binaries_(binaries), caller_(caller) {}

    // False when there is no value. Short ones are read now, up to some megabytes in all, so that what is
    // wrong with them is an error of the call; of a long one the first byte; the rest while the answer is
    // sent. With bin_size or bin_size_FIELD in the context: "9.77 Kb".
    wire::Value to_wire(std::string_view field, const Value& value);

  private:
    BinaryFields& binaries_;
    const Caller& caller_;
    std::uint64_t at_once_ = 0;  // bytes that were read
};

// "11.00 bytes", "9.77 Kb"
std::string openerp_size(std::uint64_t bytes);

}  // namespace outfield::methods
