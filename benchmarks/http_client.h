// A client that costs nearly nothing: one connection to a server on loopback, requests as bytes that stand
// ready.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace outfield::benchmarks {

// Blocks; used by one thread.
class HttpClient {
  public:
    explicit HttpClient(std::uint16_t port);  // throws std::runtime_error
    ~HttpClient();
    HttpClient(HttpClient&& other) noexcept;
    HttpClient& operator=(HttpClient&&) = delete;

    void send(std::string_view bytes);  // throws std::runtime_error
    // The answer's body. Throws std::runtime_error for a status other than 2xx, or a body without a length.
    const std::string& receive();
    const std::string& exchange(std::string_view request) {
        send(request);
        return receive();
    }
    std::string header(std::string_view name) const;  // of the last answer; empty: none

    bool is_silent() const;  // the server has neither answered nor closed

  private:
    std::size_t receive_head();

    int socket_;
    std::string received_, head_, body_;
};

}  // namespace outfield::benchmarks
