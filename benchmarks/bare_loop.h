// What a store is compared with: libcurl's multi interface, driven by one thread, with kept handles and
// connections, and SHA-256 of each object. No signature, no check, no record.
#pragma once

#include <functional>
#include <string>

namespace outfield::benchmarks {

struct BareLoop {
    unsigned count = 0, at_a_time = 16;
    std::function<std::string(unsigned)> url;  // of the object with this number
    std::string user;                          // "name:password"; empty: none
    int longest_poll = 1000;                   // milliseconds
};

// Each object has the bytes of `body`, which are hashed anew for each. Throw std::runtime_error when one
// fails.
void bare_uploads(const BareLoop& loop, const std::string& body);
void bare_downloads(const BareLoop& loop);

}  // namespace outfield::benchmarks
