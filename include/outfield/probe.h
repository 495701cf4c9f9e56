// What a connection test found.
#pragma once

#include <string>

namespace outfield {

// One step of a connection test, in plain words.
struct ProbeStep {
    enum class Outcome { passed, failed, skipped };
    std::string name;  // "name", "port", "tls", "login", "permission", "clock", "container"
    Outcome outcome;
    std::string detail;  // what was seen
    std::string remedy;  // what to do; empty when passed
};

}  // namespace outfield
