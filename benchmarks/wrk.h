// wrk (https://github.com/wg/wrk): many connections that each ask for the same again as soon as they have it.
#pragma once

#include <string>

namespace outfield::benchmarks {

struct Load {
    double rate = 0;      // requests a second
    double slowest = 0;   // the 99th percentile, in milliseconds
    double requests = 0;  // in all
};

struct Wrk {
    unsigned threads = 1, connections = 64, seconds = 5;
};

// `cookie` may be empty. Throws std::runtime_error when a request fails.
Load load(const Wrk& wrk, const std::string& url, const std::string& cookie);

}  // namespace outfield::benchmarks
