// A TCP forwarder that holds every byte back for a while, each way: a distant server on loopback. One thread,
// epoll; far cheaper than what it carries.
#pragma once

#include <sys/types.h>

#include <chrono>
#include <cstdint>
#include <string>

namespace outfield::benchmarks {

class DelayLine {
  public:
    // A process of its own, that listens on a free port of 127.0.0.1 and forwards to 127.0.0.1:target.
    DelayLine(std::uint16_t target, std::chrono::milliseconds each_way);
    ~DelayLine();
    DelayLine(const DelayLine&) = delete;
    DelayLine& operator=(const DelayLine&) = delete;

    std::string url() const { return "http://127.0.0.1:" + std::to_string(port_); }

  private:
    std::uint16_t port_ = 0;
    pid_t process_ = -1;
};

}  // namespace outfield::benchmarks
