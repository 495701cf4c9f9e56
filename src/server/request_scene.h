// For tests: a request as text, read by the real parser, and what it is answered with.
#pragma once

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <exception>
#include <functional>
#include <string>

#include "http/exchange.h"

namespace outfield::server {

class RequestScene final : private http::Transport {
  public:
    // The head from its first line on, without the empty line; "Host: x" is added.
    explicit RequestScene(const std::string& head, const std::string& body = {})
        : unread_(head + "\r\nHost: x\r\n\r\n" + body) {
        run(read_head);
    }

    // Throws what it throws.
    void run(const std::function<http::Awaitable<void>(http::Exchange&)>& serve) {
        boost::asio::io_context context;
        std::exception_ptr thrown;
        boost::asio::co_spawn(context.get_executor(), serve(exchange),
                              [&](std::exception_ptr error) { thrown = std::move(error); });
        context.run();
        if (thrown) std::rethrow_exception(thrown);
    }

    std::string answered;

  private:
    static http::Awaitable<void> read_head(http::Exchange& request) { co_await request.read_head(); }

    http::Awaitable<void> handshake() override { co_return; }
    http::Awaitable<std::optional<std::size_t>> read_some(std::span<char> into,
                                                          std::chrono::milliseconds) override {
        const auto count = unread_.copy(into.data(), into.size());
        unread_.erase(0, count);
        co_return count;
    }
    http::Awaitable<void> write(std::span<const boost::asio::const_buffer> pieces,
                                std::chrono::milliseconds) override {
        for (const auto& piece : pieces)
            answered.append(static_cast<const char*>(piece.data()), piece.size());
        co_return;
    }
    http::Awaitable<void> close() override { co_return; }
    void abort() noexcept override {}
    void drop() noexcept override {}
    bool is_secure() const noexcept override { return false; }

    std::string unread_, received_;
    const std::string peer_ = "192.0.2.7";
    const http::Limits limits_;

  public:
    http::Exchange exchange{*this, received_, peer_, limits_};
};

// The status of the Fault that is thrown; 0: none.
template <typename Work>
unsigned fault_of(Work&& work) {
    try {
        work();
        return 0;
    } catch (const http::Fault& fault) {
        return fault.status();
    }
}

}  // namespace outfield::server
