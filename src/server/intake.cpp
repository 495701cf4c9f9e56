#include "server/intake.h"

#include <chrono>
#include <cstring>

#include "http/chunk_queue.h"
#include "server/kept_body.h"

namespace outfield::server {
namespace {

constexpr std::size_t short_body = 256U << 10U;
constexpr std::chrono::milliseconds fast_begin{250};  // that a fast client's first `short_body` takes
constexpr std::size_t pieces_ahead = 4;
constexpr std::size_t worthwhile = 64U << 10U;      // of a piece: a thread is not woken for each drop
constexpr std::chrono::milliseconds patience{100};  // that a thread has with a slow client
constexpr std::chrono::seconds look_around{1};

// What a thread reads of a body that a coroutine receives.
class QueueSource final : public ByteSource {
  public:
    QueueSource(http::ChunkQueue& queue, std::optional<std::uint64_t> size, TransferPlaces::Place& place)
        : queue_(queue), size_(size), place_(place) {}

    std::size_t read(std::span<std::byte> buffer) override {
        while (at_ == piece_.size()) {
            auto next = pull();
            if (!next) return 0;
            piece_ = std::move(*next);
            at_ = 0;
            place_.received(piece_.size());
        }
        const auto count = std::min(buffer.size(), piece_.size() - at_);
        std::memcpy(buffer.data(), piece_.data() + at_, count);
        at_ += count;
        return count;
    }
    std::optional<std::uint64_t> size() const override { return size_; }

  private:
    std::optional<std::string> pull() {
        if (queue_.has_next(patience)) return queue_.pull();
        place_.leave();
        while (!queue_.has_next(look_around)) place_.look_around();
        auto next = queue_.pull();
        place_.come_back();
        return next;
    }

    http::ChunkQueue& queue_;
    std::optional<std::uint64_t> size_;
    TransferPlaces::Place& place_;
    std::string piece_;
    std::size_t at_ = 0;
};

struct Storing : std::enable_shared_from_this<Storing> {
    http::ChunkQueue body{pieces_ahead};
    http::ChunkQueue ended{1};  // finished or failed with the work
    std::function<void(std::shared_ptr<ByteSource>)> store;
    std::optional<std::uint64_t> size;
    std::shared_ptr<Work> work;

    void run(TransferPlaces& places) noexcept {
        const Acting acting(work);
        try {
            TransferPlaces::Place place(places, work, [self = shared_from_this()] { self->give_up(); });
            store(std::make_shared<QueueSource>(body, size, place));
            store = nullptr;
            ended.finish();
        } catch (...) {
            store = nullptr;
            body.fail(std::current_exception());
            ended.fail(std::current_exception());
        }
    }

  private:
    void give_up() {
        body.fail(std::make_exception_ptr(http::Fault(
            408, "the body comes too slowly while others wait: a resumable upload takes its time")));
    }
};

http::Awaitable<void> pump(http::Exchange& exchange, http::ChunkQueue& body, std::string begun,
                           std::uint64_t limit) {
    auto piece = std::move(begun);
    for (bool more = true; more;) {
        if (piece.size() >= worthwhile) {
            co_await body.async_push(std::move(piece));
            piece.clear();
        }
        const auto next = co_await exchange.read();
        body.check();
        if (exchange.received() > limit) throw http::Fault(413, "the body is too long");
        piece += next;
        more = !next.empty();
    }
    body.finish(std::move(piece));
}

http::Awaitable<void> store_streamed(Site& site, http::Exchange& exchange, std::uint64_t limit,
                                     std::string begun,
                                     std::function<void(std::shared_ptr<ByteSource>)> store) {
    auto storing = std::make_shared<Storing>();
    storing->store = std::move(store);
    storing->size = exchange.content_length();
    storing->work = exchange.work();
    site.transfers.start([&site, storing] { storing->run(site.places); });
    std::exception_ptr broken;
    try {
        co_await pump(exchange, storing->body, std::move(begun), limit);
    } catch (...) {
        broken = std::current_exception();
        storing->body.fail(broken);
    }
    if (broken) exchange.close_after();
    co_await storing->ended.async_pull();  // throws what the work threw: what broke the body, where it broke
}

// Nobody waits for a slow client while holding a thread or a store's connection.
http::Awaitable<void> store_kept(Site& site, http::Exchange& exchange, std::uint64_t limit, std::string begun,
                                 std::function<void(std::shared_ptr<ByteSource>)> store) {
    KeptBody body({site.options.temporary});
    for (auto piece = std::move(begun); !piece.empty(); piece = co_await exchange.read()) {
        body.append(piece);
        if (exchange.received() > limit) throw http::Fault(413, "the body is too long");
    }
    co_await site.transfers.run([&] {
        const Acting acting(exchange.work());
        const TransferPlaces::Place place(site.places, exchange.work(), [] {});
        store(body.source());
    });
}

}  // namespace

http::Awaitable<void> take_in(Site& site, http::Exchange& exchange, std::uint64_t limit,
                              std::function<void(std::shared_ptr<ByteSource>)> store) {
    if (exchange.content_length().value_or(0) > limit) throw http::Fault(413, "the body is too long");
    const auto begin = std::chrono::steady_clock::now();
    std::string begun;
    bool is_whole = false;
    while (!is_whole && begun.size() <= short_body) {
        const auto piece = co_await exchange.read();
        begun += piece;
        is_whole = piece.empty() || begun.size() == exchange.content_length();
    }
    if (is_whole) {
        co_await site.workers.run([&] {
            const Acting acting(exchange.work());
            store(source_from(std::move(begun)));
        });
        co_return;
    }
    const bool is_fast = std::chrono::steady_clock::now() - begin < fast_begin;
    co_await (is_fast ? store_streamed : store_kept)(site, exchange, limit, std::move(begun),
                                                     std::move(store));
}

}  // namespace outfield::server
