#include "server/delivery.h"

#include <fmt/format.h>

#include <memory>

#include "http/chunk_queue.h"
#include "server/file_access.h"
#include "wire/content_digest.h"
#include "wire/http_date.h"
#include "wire/http_range.h"
#include "wire/safe_inline.h"

namespace outfield::server {
namespace {

constexpr std::uint64_t small_value = 256U << 10U;
constexpr std::size_t piece_size = 256U << 10U;
constexpr std::size_t pieces_ahead = 3;
constexpr std::chrono::seconds patience{1};  // that a thread has with a slow client

// The client takes nothing now: the thread goes, and the reading goes on from here later.
struct Stalled : std::exception {};

// Keeps the last piece back until the whole was compared with its hash.
class QueueSink final : public ByteSink {
  public:
    explicit QueueSink(http::ChunkQueue& queue) : queue_(queue) {}

    // What it was given it has, also when it throws.
    void write(Bytes bytes) override {
        kept_.append(reinterpret_cast<const char*>(bytes.data()), bytes.size());
        if (kept_.size() < piece_size) return;
        if (!queue_.push(kept_, patience)) throw Stalled();
        kept_.clear();
        kept_.reserve(piece_size + piece_size / 4);
    }
    std::string take() { return std::exchange(kept_, {}); }

  private:
    http::ChunkQueue& queue_;
    std::string kept_;
};

// One value or one part of it, read by a thread in one or more goes.
class Reading {
  public:
    Reading(Site& site, Attachment attachment, ByteRange range)
        : site_(site), attachment_(std::move(attachment)), range_(range) {}

    void run() noexcept {
        try {
            read();
            queue.finish(sink_.take());
        } catch (const Stalled&) {
            stalled = true;
            queue.finish(sink_.take());
        } catch (...) {
            queue.fail(std::current_exception());
        }
    }
    void go_on() {
        stalled = false;
        queue.reopen();
    }

    http::ChunkQueue queue{pieces_ahead};
    bool stalled = false;  // to be looked at when the queue is drained

  private:
    void read() {
        auto& binaries = site_.instance.binaries();
        if (*range_.length == attachment_.size) return binaries.read_on(attachment_, sink_, progress_);
        CountingSink counting{sink_, progress_.count};
        binaries.read(attachment_, counting,
                      {range_.offset + progress_.count, *range_.length - progress_.count});
    }

    struct CountingSink final : ByteSink {
        CountingSink(ByteSink& inner, std::uint64_t& count) : inner_(inner), count_(count) {}
        void write(Bytes bytes) override {
            count_ += bytes.size();
            inner_.write(bytes);
        }
        ByteSink& inner_;
        std::uint64_t& count_;
    };

    Site& site_;
    const Attachment attachment_;
    const ByteRange range_;
    QueueSink sink_{queue};
    ReadProgress progress_;
};

http::Headers headers_of(const Attachment& attachment, const DeliveryOptions& options) {
    const bool shown = !options.saved && wire::may_be_shown(attachment.media_type);
    const auto& name = options.file_name.empty() ? attachment.file_name : options.file_name;
    return {{"Content-Disposition",
             wire::content_disposition(shown ? wire::Disposition::shown : wire::Disposition::saved, name)},
            {"Last-Modified", wire::http_date(attachment.written)},
            {"ETag", to_string(*representation(attachment).tag)},
            {"Repr-Digest", wire::render_digest(attachment.sha256)},
            {"Cache-Control", options.cache_control},
            {"Accept-Ranges", "bytes"},
            {"X-Content-Type-Options", "nosniff"},
            {"Content-Security-Policy", "default-src 'none'"}};
}

http::Awaitable<void> send_small(Site& site, http::Exchange& exchange, const Attachment& attachment,
                                 ByteRange range, http::Answer answer) {
    answer.body = co_await site.workers.run([&] {
        StringSink sink;
        site.instance.binaries().read(attachment, sink, range);
        return std::move(sink.text);
    });
    co_await exchange.answer(std::move(answer));
}

http::Awaitable<void> send_pieces(Site& site, http::Exchange& exchange, std::shared_ptr<Reading> reading,
                                  const http::Answer& head, std::uint64_t length) {
    bool begun = false;
    for (;;) {
        site.transfers.start([reading] { reading->run(); });
        for (;;) {
            const auto piece = co_await reading->queue.async_pull();
            if (!piece) break;
            if (!begun) co_await exchange.begin(head.status, head.media_type, head.headers, length);
            begun = true;
            co_await exchange.write(*piece);
        }
        if (!reading->stalled) break;
        reading->go_on();
    }
    co_await exchange.end();
}

http::Awaitable<void> send(Site& site, http::Exchange& exchange, const Attachment& attachment,
                           ByteRange range, http::Answer answer) {
    if (*range.length <= small_value) {
        co_await send_small(site, exchange, attachment, range, std::move(answer));
        co_return;
    }
    auto reading = std::make_shared<Reading>(site, attachment, range);
    try {
        co_await send_pieces(site, exchange, reading, answer, *range.length);
    } catch (...) {
        reading->queue.fail(std::current_exception());
        throw;
    }
}

}  // namespace

http::Awaitable<void> deliver(Site& site, http::Exchange& exchange, const Attachment& attachment,
                              const DeliveryOptions& options) {
    const auto conditions = condition_headers(exchange);
    const auto current = representation(attachment);
    const auto condition = wire::condition(conditions, current, true);
    http::Answer answer{200, wire::content_type(attachment.media_type), "", headers_of(attachment, options)};
    if (condition != wire::Condition::holds) {
        answer.status = condition == wire::Condition::failed ? 412 : 304;
        co_await exchange.answer(std::move(answer));
        co_return;
    }
    const auto wanted =
        wire::range_is_wanted(conditions, current) ? exchange.header("Range") : std::string_view();
    auto range = wire::requested_range(wanted, attachment.size);
    if (range.kind == wire::RequestedRange::Kind::unsatisfiable)
        throw http::Fault(416, fmt::format("the file has {} bytes", attachment.size),
                          {{"Content-Range", wire::content_range(range, attachment.size)}});
    if (range.kind == wire::RequestedRange::Kind::whole) {
        range.length = attachment.size;
    } else {
        answer.status = 206;
        answer.headers.emplace_back("Content-Range", wire::content_range(range, attachment.size));
    }
    if (exchange.is_head()) {
        co_await exchange.begin(answer.status, answer.media_type, answer.headers, range.length);
        co_await exchange.end();
        co_return;
    }
    co_await send(site, exchange, attachment, {range.first, range.length}, std::move(answer));
}

}  // namespace outfield::server
