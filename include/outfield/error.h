// The one exception of this library. What a caller expects to happen (a key that is absent, a conflict that
// was asked for) is a value; everything else is an Error with a kind and, apart from it, whether trying again
// can help.
#pragma once

#include <stdexcept>
#include <string>
#include <string_view>

namespace outfield {

enum class ErrorKind {
    not_found,        // proved absent, never a guess from a refusal
    already_exists,   // a name or key is taken
    conflict,         // somebody else changed it meanwhile
    denied,           // credentials or permissions
    invalid,          // the request or a configuration is wrong
    corrupt,          // bytes or rows are not what was written
    unsupported,      // this store cannot do that
    out_of_space,     // disk, quota
    unavailable,      // refused, unreachable, overloaded, timed out before anything could have happened
    outcome_unknown,  // it may have happened: the answer was lost
};

// Whether the same call may succeed later without anybody mending anything.
enum class Retry { no, yes };

class Error : public std::runtime_error {
  public:
    // `message` is for people: what was wrong, where, and what to do. It never holds a secret.
    Error(ErrorKind kind, const std::string& message, Retry retry = Retry::no)
        : std::runtime_error(message), kind_(kind), retry_(retry) {}

    ErrorKind kind() const noexcept { return kind_; }
    bool retryable() const noexcept { return retry_ == Retry::yes; }

  private:
    ErrorKind kind_;
    Retry retry_;
};

// "not found", "outcome unknown", ...
std::string_view to_string(ErrorKind kind) noexcept;

}  // namespace outfield
