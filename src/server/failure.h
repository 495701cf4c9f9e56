// What failed, for the log: in words that the client may not get.
#pragma once

#include <exception>
#include <string>

namespace outfield::server {

struct Failure {
    std::string kind;  // of an Error; "refused" for what the client did wrong; else "fault"
    std::string words;
    bool is_ours = false;  // not the client's mistake
};

Failure failure_of(const std::exception_ptr& error);

}  // namespace outfield::server
