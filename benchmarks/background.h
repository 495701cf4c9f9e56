// A program that runs beside the measurement, and what it has cost so far.
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <string>
#include <vector>

#include "measure.h"

namespace outfield::benchmarks {

class Background {
  public:
    // Found in PATH. Throws std::runtime_error.
    explicit Background(const std::vector<std::string>& command, const Environment& added = {});
    ~Background();  // ends it with SIGTERM, and after ten seconds with SIGKILL
    Background(const Background&) = delete;
    Background& operator=(const Background&) = delete;

    // The first line on its standard output; throws std::runtime_error when it ends without one.
    std::string first_line();

    double cpu() const;          // seconds, user and system, of all its threads
    std::uint64_t peak() const;  // bytes of resident memory
    void forget_peak() const;    // from here on anew
    unsigned threads() const;

  private:
    std::string in_proc(const char* name) const;
    bool has_ended() const;

    pid_t process_ = -1;
    int output_ = -1;
};

// What a program prints on standard output; throws std::runtime_error when it fails.
std::string output_of(const std::vector<std::string>& command);

}  // namespace outfield::benchmarks
