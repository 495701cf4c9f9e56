// The words of OpenERP's faults.
#pragma once

#include <outfield/error.h>
#include <outfield/value.h>

#include <string>
#include <string_view>

#include "methods/methods.h"

namespace outfield::methods {

// Refusal::Kind::application, the commonest.
[[noreturn]] void refuse(const std::string& message);

// "Invalid field 'x' on model 'm'"
[[noreturn]] void refuse_field(std::string_view model, std::string_view field);

// "Record does not exist or has been deleted.\n(Record: res.partner(999,), User: 2)"
[[noreturn]] void refuse_missing(std::string_view model, const RecordIds& ids, RecordId user);

// What a method does decides what is at fault in the words of its caller.
enum class Purpose {
    asks,     // what is wrong are its arguments: application
    changes,  // what is wrong are the values, or a record that is not there: validation, missing
};

// Throws the Refusal for an error that the caller can help, and the error itself for one that he cannot: a
// store that is out of reach, bytes that are not those that were written, credentials that a server refuses.
[[noreturn]] void refuse_or_pass(const Error& error, Purpose purpose);

}  // namespace outfield::methods
