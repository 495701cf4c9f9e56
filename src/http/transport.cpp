#include "http/transport.h"

#include <linux/sockios.h>

#include <array>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/beast/core/basic_stream.hpp>
#include <boost/beast/core/buffers_suffix.hpp>
#include <boost/beast/ssl/ssl_stream.hpp>

namespace outfield::http {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;

using Plain = beast::basic_stream<asio::ip::tcp, Executor>;
using Tls = beast::ssl_stream<Plain>;

constexpr std::chrono::seconds handshake_patience{10};
constexpr std::chrono::seconds farewell_patience{3};

// At most so much is written between two looks at the clock: a slow client that still takes bytes is served.
constexpr std::size_t stride = 256U << 10U;

[[noreturn]] void lost(const boost::system::error_code& error) {
    throw ConnectionLost(error == beast::error::timeout ? "the client was too slow" : error.message());
}

template <typename Stream>
class Over final : public Transport {
  public:
    explicit Over(Stream stream) : stream_(std::move(stream)) {
        boost::system::error_code ignored;
        socket().set_option(asio::ip::tcp::no_delay(true), ignored);
    }

    Awaitable<void> handshake() override {
        if constexpr (is_tls) {
            layer().expires_after(handshake_patience);
            boost::system::error_code error;
            co_await stream_.async_handshake(asio::ssl::stream_base::server,
                                             asio::redirect_error(awaiting, error));
            if (error) lost(error);
        }
        co_return;
    }

    Awaitable<std::size_t> read_some(std::span<char> into, std::chrono::seconds patience) override {
        layer().expires_after(patience);
        boost::system::error_code error;
        const auto count = co_await stream_.async_read_some(asio::buffer(into.data(), into.size()),
                                                            asio::redirect_error(awaiting, error));
        if (error == asio::error::eof || error == asio::ssl::error::stream_truncated) co_return 0;
        if (error) lost(error);
        co_return count;
    }

    Awaitable<void> write(std::span<const asio::const_buffer> pieces,
                          std::chrono::seconds patience) override {
        beast::buffers_suffix<std::span<const asio::const_buffer>> rest(pieces);
        while (asio::buffer_size(rest) > 0) {
            layer().expires_after(patience);
            boost::system::error_code error;
            const auto count = co_await stream_.async_write_some(beast::buffers_prefix(stride, rest),
                                                                 asio::redirect_error(awaiting, error));
            if (error) lost(error);
            rest.consume(count);
        }
    }

    Awaitable<void> close() override {
        boost::system::error_code ignored;
        if constexpr (is_tls) {
            layer().expires_after(farewell_patience);
            co_await stream_.async_shutdown(asio::redirect_error(awaiting, ignored));
        }
        socket().shutdown(asio::ip::tcp::socket::shutdown_send, ignored);
        co_await linger();
        layer().close();
    }

    void abort() noexcept override {
        boost::system::error_code ignored;
        socket().set_option(asio::socket_base::linger(true, 0), ignored);
        layer().close();
    }

    bool is_secure() const noexcept override { return is_tls; }

  private:
    static constexpr bool is_tls = std::is_same_v<Stream, Tls>;

    Plain& layer() noexcept { return beast::get_lowest_layer(stream_); }
    Socket& socket() noexcept { return layer().socket(); }

    // Closing while the client still sends would throw away what it has not read yet of our answer.
    Awaitable<void> linger() {
        layer().expires_after(farewell_patience);
        std::array<char, 4096> unread;
        boost::system::error_code error;
        for (int i = 0; i < 256 && !error; ++i)
            co_await layer().async_read_some(asio::buffer(unread), asio::redirect_error(awaiting, error));
    }

    Stream stream_;
};

}  // namespace

std::unique_ptr<Transport> plain_transport(Socket socket) {
    return std::make_unique<Over<Plain>>(Plain(std::move(socket)));
}

std::unique_ptr<Transport> tls_transport(Socket socket, asio::ssl::context& context) {
    return std::make_unique<Over<Tls>>(Tls(Plain(std::move(socket)), context));
}

}  // namespace outfield::http
