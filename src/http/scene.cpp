#include "http/scene.h"

#include <poll.h>

namespace outfield::http {

std::atomic<int> HttpTest::handled{0};

std::size_t Client::read_some(char* into, std::size_t count) {
    pollfd waiting{socket_.native_handle(), POLLIN, 0};
    if (::poll(&waiting, 1, 10'000) != 1) throw std::runtime_error("nothing came for ten seconds");
    boost::system::error_code error;
    const auto size = socket_.read_some(asio::buffer(into, count), error);
    if (error && error != asio::error::eof) broken_ = true;
    return error ? 0 : size;
}

bool Client::tries_to_send(std::string_view text) {
    boost::system::error_code error;
    asio::write(socket_, asio::buffer(text), error);
    return !error;
}

void Client::end_sending() {
    boost::system::error_code has_ended;
    socket_.shutdown(asio::ip::tcp::socket::shutdown_send, has_ended);
}

std::string Client::read_until_end() {
    std::string all = std::exchange(unread_, {});
    char piece[65536];
    for (std::size_t count = 0; (count = read_some(piece, sizeof piece)) > 0;) all.append(piece, count);
    return all;
}

std::string Client::read(std::size_t count) {
    char piece[4096];
    while (unread_.size() < count) {
        const auto size = read_some(piece, sizeof piece);
        if (size == 0) break;
        unread_.append(piece, size);
    }
    auto taken = unread_.substr(0, count);
    unread_.erase(0, count);
    return taken;
}

std::string Client::read_until(std::string_view mark) {
    char piece[4096];
    while (unread_.find(mark) == std::string::npos) {
        const auto size = read_some(piece, sizeof piece);
        if (size == 0) return std::exchange(unread_, {});
        unread_.append(piece, size);
    }
    return read(unread_.find(mark) + mark.size());
}

Limits HttpTest::small_limits() {
    Limits limits;
    limits.head = 2048;
    limits.connections = 40;
    limits.head_patience = limits.patience = std::chrono::seconds(1);
    limits.idle = std::chrono::seconds(5);
    return limits;
}

void HttpTest::begin(const Limits& limits, std::optional<TlsFiles> tls) {
    handled = 0;
    ServerOptions options;
    options.limits = limits;
    options.tls = std::move(tls);
    server_.emplace(options, handle);
    running_ = std::thread([this] { server_->run(); });
}

void HttpTest::end(std::chrono::seconds grace) {
    if (!server_) return;
    server_->stop(grace);
    running_.join();
    server_.reset();
}

std::string HttpTest::ask(std::string_view text) {
    auto client = this->client();
    client.tries_to_send(text);
    client.end_sending();
    return client.read_until_end();
}

static Awaitable<void> stream(Exchange& exchange, std::size_t pieces, std::optional<std::uint64_t> length,
                              bool breaks_off) {
    const std::string piece(65536, 'x');
    co_await exchange.begin(200, "text/plain", {}, length);
    for (std::size_t i = 0; i < pieces; ++i) co_await exchange.write(piece);
    if (breaks_off) throw std::runtime_error("half way");
    co_await exchange.end();
}

static Awaitable<void> pause() {
    const auto executor = co_await asio::this_coro::executor;
    asio::basic_waitable_timer<std::chrono::steady_clock, asio::wait_traits<std::chrono::steady_clock>,
                               Executor>
        timer(executor, std::chrono::milliseconds(500));
    co_await timer.async_wait(awaiting);
}

Awaitable<void> HttpTest::handle(Exchange& exchange) {
    ++handled;
    const std::string path(exchange.path());
    Answer answer;
    if (path == "/echo") {
        answer.body = co_await exchange.read_all(100'000);
    } else if (path == "/first") {
        const auto piece = co_await exchange.read();
        answer.body = piece.empty() ? "nothing" : "something";
    } else if (path == "/late") {
        co_await exchange.read_all(100'000);
        answer.body = exchange.header("X-Late").empty() ? "none" : "late";
    } else if (path == "/ignore") {
        answer.body = "ignored";
    } else if (path == "/refuse") {
        throw Fault(409, "no");
    } else if (path == "/fail") {
        throw std::runtime_error("a secret of the house");
    } else if (path == "/slow") {
        co_await pause();
        answer.body = "late";
    } else if (path == "/chunks") {
        co_return co_await stream(exchange, 3, {}, false);
    } else if (path == "/known") {
        co_return co_await stream(exchange, 3, 3 * 65536, false);
    } else if (path == "/short") {
        co_return co_await stream(exchange, 2, 3 * 65536, true);
    } else if (path == "/broken-chunks") {
        co_return co_await stream(exchange, 2, {}, true);
    } else if (path == "/endless") {
        co_return co_await stream(exchange, 4096, {}, false);
    } else {
        answer.status = 404;
        answer.headers = {{"X-Path", "a\r\nX-Injected: " + path}};
    }
    co_await exchange.answer(std::move(answer));
}

}  // namespace outfield::http
