// What a piece of work costs. Each runs in a process of its own, so that CPU time and peak memory are its
// own.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <utility>
#include <vector>

namespace outfield::benchmarks {

struct Cost {
    double seconds = 0;                                                // of the wall clock
    double cpu = 0;                                                    // seconds, user and system
    std::uint64_t peak = 0;                                            // bytes of resident memory
    double answer = 0;                                                 // what the work returned
    double cpu_each(double count) const { return cpu / count * 1e6; }  // microseconds
};

// In a child process; `work` starts its own threads and libraries. Throws std::runtime_error when it fails.
Cost cost_of(const std::function<double()>& work);

using Environment = std::vector<std::pair<std::string, std::string>>;  // added to this process's own

// A program, found in PATH; what it prints on standard output is thrown away, but for a number: the answer.
Cost cost_of_program(const std::vector<std::string>& command, const Environment& added = {});

// work(0) to work(count - 1), so many at a time, each on one of as many threads.
void at_a_time(unsigned threads, unsigned count, const std::function<void(unsigned)>& work);

}  // namespace outfield::benchmarks
