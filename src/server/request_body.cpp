#include "server/request_body.h"

namespace outfield::server {
namespace {

class Taking {
  public:
    Taking(http::Exchange& exchange, http::Workers& workers, BodyReader& reader)
        : exchange_(exchange), workers_(workers), reader_(reader) {}

    http::Awaitable<void> take(std::string_view piece) {
        held_ += piece;
        if (held_.size() > short_body) co_await give();
    }
    // What a short body is; a long one's rest is given.
    http::Awaitable<std::string> finish() {
        if (!is_long_) co_return std::move(held_);
        co_await give();
        co_return std::string();
    }

  private:
    http::Awaitable<void> give() {
        auto work = [this] { read(std::exchange(held_, {})); };
        co_await workers_.run(work);
        is_long_ = true;
    }
    // What is dropped is dropped here: the answer may have to wait.
    void read(std::string_view held) try {
        const Acting acting(exchange_.work());
        if (is_long_) return reader_.take(held);
        reader_.take(held.substr(0, short_body));
        reader_.require_user();
        reader_.take(held.substr(short_body));
    } catch (...) {
        reader_.drop();
        throw;
    }

    http::Exchange& exchange_;
    http::Workers& workers_;
    BodyReader& reader_;
    std::string held_;  // gathered, because small pieces cost a change of threads each
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
        co_return co_await taking.finish();
    } catch (...) {
        exchange.close_after();
        throw;
    }
}

}  // namespace outfield::server
