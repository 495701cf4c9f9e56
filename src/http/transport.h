// The bytes of one connection, plain or under TLS, with deadlines.
#pragma once

#include <boost/asio/buffer.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/context.hpp>
#include <chrono>
#include <memory>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>

#include "http/awaitable.h"

namespace outfield::http {

using Socket = boost::asio::basic_stream_socket<boost::asio::ip::tcp, Executor>;

// The client went away, or was too slow. Nobody is there to be answered.
struct ConnectionLost : std::runtime_error {
    using std::runtime_error::runtime_error;
};

// Used by its connection alone.
class Transport {
  public:
    virtual ~Transport() = default;

    virtual Awaitable<void> handshake() = 0;
    // 0: the client has ended its side. nullopt: nothing came for `patience`, and something can still be
    // said. Throws ConnectionLost.
    virtual Awaitable<std::optional<std::size_t>> read_some(std::span<char> into,
                                                            std::chrono::milliseconds patience) = 0;
    // Throws ConnectionLost, also when nothing was taken for `patience`.
    virtual Awaitable<void> write(std::span<const boost::asio::const_buffer> pieces,
                                  std::chrono::milliseconds patience) = 0;
    virtual Awaitable<void> close() = 0;  // with TLS's farewell; never throws
    virtual void abort() noexcept = 0;    // at once: the client sees that something broke
    virtual void drop() noexcept = 0;     // at once, and what was written still arrives

    virtual bool is_secure() const noexcept = 0;
};

std::unique_ptr<Transport> plain_transport(Socket socket);
std::unique_ptr<Transport> tls_transport(Socket socket, boost::asio::ssl::context& context);

}  // namespace outfield::http
