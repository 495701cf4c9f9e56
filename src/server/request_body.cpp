#include "server/request_body.h"

namespace outfield::server {
namespace {

class Taking {
  public:
    Taking(http::Exchange& exchange, http::Workers& workers, BodyReader& reader)
        : exchange_(exchange), workers_(workers), reader_(reader) {}

    http::Awaitable<void> take(std::string_view piece) {
        if (!is_long_) held_ += piece;
        if (exchange_.received() <= short_body) co_return;
        auto work = [this, piece] { give(piece); };
        co_await workers_.run(work);
        is_long_ = true;
    }
    std::string held() { return std::move(held_); }

  private:
    // What is dropped is dropped here: the answer may have to wait.
    void give(std::string_view piece) {
        const Acting acting(exchange_.work());
        try {
            is_long_ ? reader_.take(piece) : begin();
        } catch (...) {
            reader_.drop();
            throw;
        }
    }
    void begin() {
        const auto held = std::exchange(held_, {});
        reader_.take(std::string_view(held).substr(0, short_body));
        reader_.require_user();
        reader_.take(std::string_view(held).substr(short_body));
    }

    http::Exchange& exchange_;
    http::Workers& workers_;
    BodyReader& reader_;
    std::string held_;  // while it may still be a short one
    bool is_long_ = false;
};

}  // namespace

bool may_be_long(const http::Exchange& exchange) {
    return exchange.has_body() && exchange.content_length().value_or(short_body + 1) > short_body;
}

http::Awaitable<std::string> read_body(http::Exchange& exchange, http::Workers& workers, std::uint64_t limit,
                                       BodyReader& reader) {
    if (exchange.content_length().value_or(0) > limit) throw http::Fault(413, "the body is too long");
    Taking taking(exchange, workers, reader);
    try {
        for (;;) {
            const auto piece = co_await exchange.read();
            if (piece.empty()) break;
            if (exchange.received() > limit) throw http::Fault(413, "the body is too long");
            co_await taking.take(piece);
        }
    } catch (...) {
        exchange.close_after();
        throw;
    }
    co_return taking.held();
}

}  // namespace outfield::server
