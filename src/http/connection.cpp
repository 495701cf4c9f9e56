#include "http/connection.h"

#include <algorithm>
#include <exception>
#include <vector>

namespace outfield::http {

void ConnectionSet::close_idle() {
    for (auto* connection : all_)
        if (connection->is_idle()) connection->drop();
}

void ConnectionSet::close_idle(std::size_t most, std::chrono::milliseconds least) {
    const auto latest = std::chrono::steady_clock::now() - least;
    std::vector<Connection*> idle;
    for (auto* connection : all_)
        if (connection->is_idle() && connection->idle_since() <= latest) idle.push_back(connection);
    most = std::min(most, idle.size());
    const auto end = idle.begin() + static_cast<std::ptrdiff_t>(most);
    std::partial_sort(idle.begin(), end, idle.end(), [](const auto* left, const auto* right) {
        return left->idle_since() < right->idle_since();
    });
    std::for_each(idle.begin(), end, [](auto* connection) { connection->drop(); });
}

void ConnectionSet::abort_all() {
    for (auto* connection : all_) connection->abort();
}

Awaitable<void> Connection::run() {
    try {
        co_await exchange_all();
    } catch (const std::exception&) {
        transport_->abort();  // the client is gone, or nothing can be said to it any more
    }
}

Awaitable<void> Connection::exchange_all() {
    co_await transport_->handshake();
    bool more = !stopping_;
    while (more) {
        more = co_await exchange_one();
        rest();
        if (stopping_) more = false;
    }
    co_await transport_->close();
}

void Connection::rest() noexcept {
    idle_ = true;
    idle_since_ = std::chrono::steady_clock::now();
}

Awaitable<bool> Connection::exchange_one() {
    Exchange exchange(*transport_, received_, peer_, limits_);
    std::exception_ptr fault;
    bool has_request = true;
    try {
        has_request = co_await exchange.read_head();
    } catch (const Fault&) {
        fault = std::current_exception();
    }
    if (!has_request) co_return false;
    idle_ = false;
    if (stopping_) exchange.close_after();
    if (!fault) {
        co_await handle(exchange);
        rest();
        co_return co_await exchange.finish();
    }
    exchange.close_after();
    Answer answer;
    try {
        std::rethrow_exception(fault);
    } catch (const Fault& refused) {
        answer = {refused.status(), "text/plain; charset=utf-8", std::string(refused.what()) + "\n",
                  refused.headers()};
    }
    co_await exchange.answer(std::move(answer));
    co_return false;
}

Awaitable<void> Connection::handle(Exchange& exchange) {
    Answer answer;
    try {
        co_await handler_(exchange);
        co_return;
    } catch (const ConnectionLost&) {
        throw;
    } catch (const Fault& fault) {
        if (exchange.has_begun()) throw;
        answer = {fault.status(), "text/plain; charset=utf-8", std::string(fault.what()) + "\n",
                  fault.headers()};
    } catch (const std::exception&) {
        if (exchange.has_begun()) throw;
        answer = {500, "text/plain; charset=utf-8",
                  "something went wrong here; the server's log says more\n"};
    }
    co_await exchange.answer(std::move(answer));
}

}  // namespace outfield::http
