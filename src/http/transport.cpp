#include "http/transport.h"

#include <array>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/beast/core/buffers_prefix.hpp>
#include <boost/beast/core/buffers_suffix.hpp>
#include <boost/beast/core/stream_traits.hpp>
#include <boost/beast/ssl/ssl_stream.hpp>

#include "http/deadline.h"

namespace outfield::http {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;

using Tls = beast::ssl_stream<Socket>;

constexpr std::chrono::seconds handshake_patience{10};
constexpr std::chrono::seconds farewell_patience{3};

// At most so much is written between two looks at the clock: a slow client that still takes bytes is served.
constexpr std::size_t stride = 256U << 10U;

template <typename Stream>
class Over final : public Transport {
  public:
    explicit Over(Stream stream) : stream_(std::move(stream)) {
        boost::system::error_code ignored;
        socket().set_option(asio::ip::tcp::no_delay(true), ignored);
    }

    Awaitable<void> handshake() override;
    Awaitable<std::optional<std::size_t>> read_some(std::span<char> into,
                                                    std::chrono::milliseconds patience) override;
    Awaitable<void> write(std::span<const asio::const_buffer> pieces,
                          std::chrono::milliseconds patience) override;
    Awaitable<void> close() override;
    void abort() noexcept override;
    void drop() noexcept override;
    bool is_secure() const noexcept override { return is_tls; }

  private:
    static constexpr bool is_tls = std::is_same_v<Stream, Tls>;

    Socket& socket() noexcept { return beast::get_lowest_layer(stream_); }
    void require(const boost::system::error_code& error);
    Awaitable<void> linger();

    Stream stream_;
    Deadline deadline_{socket()};
};

template <typename Stream>
void Over<Stream>::require(const boost::system::error_code& error) {
    deadline_.clear();
    if (error) throw ConnectionLost(deadline_.has_passed() ? "the client was too slow" : error.message());
}

template <typename Stream>
Awaitable<void> Over<Stream>::handshake() {
    if constexpr (is_tls) {
        deadline_.set(handshake_patience);
        boost::system::error_code error;
        co_await stream_.async_handshake(asio::ssl::stream_base::server,
                                         asio::redirect_error(awaiting, error));
        require(error);
    }
    co_return;
}

template <typename Stream>
Awaitable<std::optional<std::size_t>> Over<Stream>::read_some(std::span<char> into,
                                                              std::chrono::milliseconds patience) {
    deadline_.set(patience);
    boost::system::error_code error;
    const auto count = co_await stream_.async_read_some(asio::buffer(into.data(), into.size()),
                                                        asio::redirect_error(awaiting, error));
    if (error == asio::error::eof || error == asio::ssl::error::stream_truncated) error = {};
    if (error == asio::error::operation_aborted && deadline_.has_passed()) co_return std::nullopt;
    require(error);
    co_return count;
}

template <typename Stream>
Awaitable<void> Over<Stream>::write(std::span<const asio::const_buffer> pieces,
                                    std::chrono::milliseconds patience) {
    beast::buffers_suffix<std::span<const asio::const_buffer>> rest(pieces);
    while (asio::buffer_size(rest) > 0) {
        deadline_.set(patience);
        boost::system::error_code error;
        const auto count = co_await stream_.async_write_some(beast::buffers_prefix(stride, rest),
                                                             asio::redirect_error(awaiting, error));
        require(error);
        rest.consume(count);
    }
}

template <typename Stream>
Awaitable<void> Over<Stream>::close() {
    boost::system::error_code ignored;
    deadline_.set(farewell_patience);
    if constexpr (is_tls) co_await stream_.async_shutdown(asio::redirect_error(awaiting, ignored));
    socket().shutdown(asio::ip::tcp::socket::shutdown_send, ignored);
    co_await linger();
    socket().close(ignored);
}

// Closing while the client still sends would throw away what it has not read yet of our answer.
template <typename Stream>
Awaitable<void> Over<Stream>::linger() {
    std::array<char, 4096> unread;
    boost::system::error_code error;
    while (!error && !deadline_.has_passed())
        co_await socket().async_read_some(asio::buffer(unread), asio::redirect_error(awaiting, error));
}

template <typename Stream>
void Over<Stream>::abort() noexcept {
    boost::system::error_code ignored;
    socket().set_option(asio::socket_base::linger(true, 0), ignored);
    socket().close(ignored);
}

template <typename Stream>
void Over<Stream>::drop() noexcept {
    boost::system::error_code ignored;
    socket().close(ignored);
}

}  // namespace

std::unique_ptr<Transport> plain_transport(Socket socket) {
    return std::make_unique<Over<Socket>>(std::move(socket));
}

std::unique_ptr<Transport> tls_transport(Socket socket, asio::ssl::context& context) {
    return std::make_unique<Over<Tls>>(Tls(std::move(socket), context));
}

}  // namespace outfield::http
