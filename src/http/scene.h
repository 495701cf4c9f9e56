// What the tests of this room talk to: a server on loopback with a few routes, and a client that sends bytes
// as they are.
#pragma once

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <boost/asio.hpp>
#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <thread>

#include "http/server.h"

namespace outfield::http {

namespace asio = boost::asio;

// One connection. Every read gives up after ten seconds.
class Client {
  public:
    explicit Client(std::uint16_t port) { socket_.connect({asio::ip::make_address("127.0.0.1"), port}); }

    void send(std::string_view text) { asio::write(socket_, asio::buffer(text)); }
    // False: the server has closed or broken the connection.
    bool tries_to_send(std::string_view text);
    void end_sending();  // nothing happens where the server has ended the connection before

    std::string read_until_end();  // what came until the connection ended, in whichever way
    std::string read(std::size_t count);
    std::string read_until(std::string_view mark);
    bool was_broken() const { return broken_; }  // it ended by a reset

  private:
    std::size_t read_some(char* into, std::size_t count);  // 0: it ended

    asio::io_context context_;
    asio::ip::tcp::socket socket_{context_};
    std::string unread_;
    bool broken_ = false;
};

class HttpTest : public testing::Test {
  protected:
    static Limits small_limits();

    void SetUp() override { begin(small_limits()); }
    void TearDown() override { end(std::chrono::seconds(0)); }

    void begin(const Limits& limits, std::optional<TlsFiles> tls = {});
    void end(std::chrono::seconds grace);

    // The whole of what comes back for these bytes, with an end of the sending behind them.
    std::string ask(std::string_view text);
    Client client() const { return Client(server_->port()); }

    static Awaitable<void> handle(Exchange& exchange);

    static std::atomic<int> handled;  // requests that came to the routes

    std::optional<Server> server_;
    std::thread running_;
};

inline std::string status_of(std::string_view answer) {
    return std::string(answer.substr(0, answer.find("\r\n")));
}
inline std::string body_of(std::string_view answer) {
    const auto end = answer.find("\r\n\r\n");
    return end == std::string_view::npos ? "" : std::string(answer.substr(end + 4));
}

}  // namespace outfield::http
