// How long something may wait for a socket.
#pragma once

#include <boost/asio/ip/tcp.hpp>
#include <chrono>
#include <memory>

#include "http/transport.h"

namespace outfield::http {

// Cancels what waits for the socket when its time is over. The socket stays open, so that an answer can still
// be given. One timer for all of a connection's operations, which is seldom wound up. Used by its connection
// alone, and ends before the socket.
class Deadline {
  public:
    explicit Deadline(Socket& socket);
    ~Deadline();
    Deadline(const Deadline&) = delete;
    Deadline& operator=(const Deadline&) = delete;

    void set(std::chrono::milliseconds patience);  // of the operation that begins now
    void clear() noexcept;                         // it has ended
    bool has_passed() const noexcept;              // since set()

  private:
    struct Watch;
    std::shared_ptr<Watch> watch_;
};

}  // namespace outfield::http
