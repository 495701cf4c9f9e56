#include "http/server.h"

#include <fmt/format.h>
#include <outfield/error.h>

#include <algorithm>
#include <atomic>
#include <boost/asio/basic_socket_acceptor.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <mutex>
#include <thread>
#include <vector>

#include "http/connection.h"
#include "http/peers.h"
#include "http/tls.h"

namespace outfield::http {
namespace {

namespace asio = boost::asio;
using asio::ip::tcp;
using Acceptor = asio::basic_socket_acceptor<tcp, Executor>;
using Timer = asio::basic_waitable_timer<std::chrono::steady_clock,
                                         asio::wait_traits<std::chrono::steady_clock>, Executor>;

constexpr std::chrono::milliseconds pause_when_full{20};
constexpr std::chrono::seconds least_idle{1};  // before a connection goes for others
constexpr std::size_t most_to_close = 8;       // of one lane, at a time

tcp::endpoint endpoint_of(const ServerOptions& options) {
    boost::system::error_code error;
    const auto address = asio::ip::make_address(options.address, error);
    if (error)
        throw Error(ErrorKind::invalid,
                    fmt::format("'{}' is no address to listen on: give an IP address such as "
                                "127.0.0.1, 0.0.0.0 or ::1",
                                options.address));
    return {address, options.port};
}

[[noreturn]] void cannot_listen(const ServerOptions& options, const boost::system::error_code& error) {
    const auto kind = error == asio::error::access_denied ? ErrorKind::denied : ErrorKind::unavailable;
    throw Error(kind,
                fmt::format("cannot listen on {}:{}: {}", options.address, options.port, error.message()));
}

}  // namespace

struct Server::Parts {
    // One context a thread: a connection stays with the one that it was given to.
    struct Lane {
        asio::io_context context{1};
        asio::executor_work_guard<Executor> busy{context.get_executor()};
        ConnectionSet connections;
    };

    ServerOptions options;
    Handler handler;
    Peers peers{options.limits.peer_connections > 0
                    ? options.limits.peer_connections
                    : std::max<std::size_t>(options.limits.connections / 2, 1)};
    std::optional<asio::ssl::context> tls;
    std::vector<std::unique_ptr<Lane>> lanes;
    std::optional<Acceptor> acceptor;
    std::uint16_t port = 0;
    std::atomic<std::size_t> connections{0};
    std::atomic<bool> stopping{false};

    void listen();
    Awaitable<void> accept();
    void admit(Lane& lane, Socket socket);
    void make_room();
    Awaitable<void> serve(Lane& lane, Socket socket, std::string peer);
    Awaitable<void> wind_down(Lane& lane, std::chrono::steady_clock::time_point deadline);
};

void Server::Parts::listen() {
    boost::system::error_code error;
    acceptor.emplace(lanes.front()->context.get_executor());
    const auto endpoint = endpoint_of(options);
    acceptor->open(endpoint.protocol(), error);
    if (!error) acceptor->set_option(asio::socket_base::reuse_address(true), error);
    if (!error) acceptor->bind(endpoint, error);
    if (!error) acceptor->listen(1024, error);
    if (error) cannot_listen(options, error);
    port = acceptor->local_endpoint().port();
}

Awaitable<void> Server::Parts::serve(Lane& lane, Socket socket, std::string peer) {
    auto transport = tls ? tls_transport(std::move(socket), *tls) : plain_transport(std::move(socket));
    Connection connection(std::move(transport), std::move(peer), options.limits, handler, stopping);
    const auto place = lane.connections.insert(connection);
    co_await connection.run();
    lane.connections.erase(place);
}

// One that goes beyond what its address may have is closed.
void Server::Parts::admit(Lane& lane, Socket socket) {
    boost::system::error_code error;
    const auto remote = socket.remote_endpoint(error);
    if (error) return;
    auto peer = peer_of(remote.address());
    const bool counts = !options.is_proxy || !options.is_proxy(peer);
    auto network = counts ? network_of(remote.address()) : std::string();
    if (counts && !peers.enter(network)) return;
    ++connections;
    asio::co_spawn(lane.context.get_executor(), serve(lane, std::move(socket), std::move(peer)),
                   [this, network = std::move(network)](const std::exception_ptr&) {
                       if (!network.empty()) peers.leave(network);
                       --connections;
                   });
}

void Server::Parts::make_room() {
    for (auto& lane : lanes)
        asio::post(lane->context,
                   [&lane = *lane] { lane.connections.close_idle(most_to_close, least_idle); });
}

Awaitable<void> Server::Parts::accept() {
    Timer pause(lanes.front()->context.get_executor());
    for (std::size_t next = 0; !stopping; ++next) {
        if (connections >= options.limits.connections) {
            make_room();
            pause.expires_after(pause_when_full);
            co_await pause.async_wait(awaiting);
            continue;
        }
        auto& lane = *lanes[next % lanes.size()];
        Socket socket(lane.context.get_executor());
        boost::system::error_code error;
        co_await acceptor->async_accept(socket, asio::redirect_error(awaiting, error));
        if (stopping) break;
        if (error) {  // too many open files
            make_room();
            pause.expires_after(pause_when_full);
            co_await pause.async_wait(awaiting);
            continue;
        }
        admit(lane, std::move(socket));
    }
}

Awaitable<void> Server::Parts::wind_down(Lane& lane, std::chrono::steady_clock::time_point deadline) {
    lane.connections.close_idle();
    Timer pause(lane.context.get_executor());
    while (!lane.connections.empty() && std::chrono::steady_clock::now() < deadline) {
        pause.expires_after(std::chrono::milliseconds(20));
        co_await pause.async_wait(awaiting);
    }
    lane.connections.abort_all();
    lane.busy.reset();
}

Server::Server(const ServerOptions& options, Handler handler)
    : parts_(new Parts{options, std::move(handler)}) {
    if (options.tls) parts_->tls.emplace(tls_context(*options.tls));
    for (std::size_t i = 0; i < std::max<std::size_t>(options.threads, 1); ++i)
        parts_->lanes.push_back(std::make_unique<Parts::Lane>());
    parts_->listen();
}

Server::~Server() = default;

std::uint16_t Server::port() const noexcept {
    return parts_->port;
}
std::size_t Server::connections() const noexcept {
    return parts_->connections;
}

void Server::run() {
    auto& own = *parts_;
    asio::co_spawn(own.lanes.front()->context.get_executor(), own.accept(), asio::detached);
    std::vector<std::jthread> others;
    for (std::size_t i = 1; i < own.lanes.size(); ++i)
        others.emplace_back([&lane = *own.lanes[i]] { lane.context.run(); });
    own.lanes.front()->context.run();
}

void Server::stop(std::chrono::seconds grace) {
    auto& own = *parts_;
    if (own.stopping.exchange(true)) return;
    asio::post(own.lanes.front()->context, [&own] { own.acceptor->close(); });
    const auto deadline = std::chrono::steady_clock::now() + grace;
    for (auto& lane : own.lanes)
        asio::co_spawn(lane->context.get_executor(), own.wind_down(*lane, deadline), asio::detached);
}

}  // namespace outfield::http
