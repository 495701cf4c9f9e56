#include "server/streamed_answer.h"

#include <memory>

#include "http/chunk_queue.h"
#include "server/request_end.h"

namespace outfield::server {
namespace {

constexpr std::size_t short_answer = 1U << 20U;
constexpr std::size_t piece_size = 256U << 10U;
constexpr std::size_t pieces_ahead = 4;
// That a thread has with one client in all: what is not taken by then goes to a file, and the thread is free.
constexpr std::chrono::milliseconds patience{250};

// Keeps the beginning, so that an error can still take its place.
class QueueSink final : public wire::TextSink {
  public:
    explicit QueueSink(http::ChunkQueue& queue) : queue_(queue) {}

    void write(std::string_view text) override {
        kept_ += text;
        if (kept_.size() >= (streaming_ ? piece_size : short_answer)) push();
    }
    bool is_streaming() const noexcept { return streaming_; }
    void start_again() { kept_.clear(); }
    void finish() {
        if (!streaming_) return queue_.finish(std::move(kept_));
        if (!kept_.empty()) push();
        queue_.finish();
    }

  private:
    void push() {
        streaming_ = true;
        queue_.push_or_keep(std::move(kept_), patience_);
        kept_.clear();
    }

    http::ChunkQueue& queue_;
    std::string kept_;
    bool streaming_ = false;
    std::chrono::milliseconds patience_ = patience;
};

struct Writing {
    explicit Writing(std::filesystem::path temporary) : queue(pieces_ahead, {std::move(temporary)}) {}

    std::shared_ptr<Work> work;
    http::ChunkQueue queue;
    std::function<void(wire::TextSink&)> write;
    std::function<void(wire::TextSink&, std::exception_ptr)> on_error;

    void run() noexcept {
        const Acting acting(work);
        QueueSink sink(queue);
        try {
            try {
                write(sink);
            } catch (...) {
                note_failure(*work, std::current_exception());
                if (sink.is_streaming()) throw;
                sink.start_again();
                on_error(sink, std::current_exception());
            }
            sink.finish();
        } catch (...) {
            queue.fail(std::current_exception());
        }
        // What they hold (long texts, values) goes here, and not with the coroutine.
        write = nullptr;
        on_error = nullptr;
    }
};

http::Awaitable<void> send(http::Exchange& exchange, http::ChunkQueue& queue, std::string_view media_type,
                           const std::function<http::Headers()>& headers) {
    auto piece = co_await queue.async_pull();
    if (queue.is_drained()) {
        http::Answer answer{200, std::string(media_type), piece.value_or(""),
                            headers ? headers() : http::Headers{}};
        co_await exchange.answer(std::move(answer));
        co_return;
    }
    const auto given = headers ? headers() : http::Headers{};
    co_await exchange.begin(200, media_type, given, std::nullopt);
    while (piece) {
        co_await exchange.write(*piece);
        piece = co_await queue.async_pull();
    }
    co_await exchange.end();
}

}  // namespace

http::Awaitable<void> answer_streamed(Site& site, http::Exchange& exchange, std::string_view media_type,
                                      std::function<void(wire::TextSink&)> write,
                                      std::function<void(wire::TextSink&, std::exception_ptr)> on_error,
                                      std::function<http::Headers()> headers) {
    auto writing = std::make_shared<Writing>(site.options.temporary);
    writing->work = exchange.work();
    writing->write = std::move(write);
    writing->on_error = std::move(on_error);
    site.workers.start([writing] { writing->run(); });
    try {
        co_await send(exchange, writing->queue, media_type, headers);
    } catch (...) {
        writing->queue.fail(std::current_exception());
        throw;
    }
}

}  // namespace outfield::server
