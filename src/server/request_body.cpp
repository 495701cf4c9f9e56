#include "server/request_body.h"

namespace outfield::server {

static constexpr std::uint64_t short_body = 64U << 10U;

http::Awaitable<void> read_body(http::Exchange& exchange, http::Workers& workers, std::uint64_t limit,
                                std::function<void(std::string_view)> take) {
    if (exchange.content_length().value_or(0) > limit) throw http::Fault(413, "the body is too long");
    try {
        for (;;) {
            const auto piece = co_await exchange.read();
            if (piece.empty()) break;
            if (exchange.received() > limit) throw http::Fault(413, "the body is too long");
            if (exchange.received() <= short_body)
                take(piece);
            else
                co_await workers.run([&] {
                    const Acting acting(exchange.work());
                    take(piece);
                });
        }
    } catch (...) {
        exchange.close_after();
        throw;
    }
}

}  // namespace outfield::server
