#include "server/delivery.h"

#include <fmt/format.h>

#include <algorithm>
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
constexpr std::chrono::minutes redirect_life{5};
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
    Reading(Site& site, std::shared_ptr<Work> work, Attachment attachment, ByteRange range)
        : site_(site), work_(std::move(work)), attachment_(std::move(attachment)), range_(range) {}

    void run() noexcept {
        const Acting acting(work_);
        try {
            read();
            queue.finish(sink_.take());
        } catch (const Stalled&) {
            stalled = true;
            queue.finish();  // what the sink keeps may be the value's end, not compared with its hash yet
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
    const std::shared_ptr<Work> work_;
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

http::Awaitable<void> send_pieces(Site& site, http::Exchange& exchange, std::shared_ptr<Reading> reading,
                                  const http::Answer& head, std::uint64_t length) {
    bool begun = false, more = true;
    while (more) {
        site.transfers.start([reading] { reading->run(); });
        for (;;) {
            const auto piece = co_await reading->queue.async_pull();
            if (!begun) co_await exchange.begin(head.status, head.media_type, head.headers, length);
            begun = true;
            if (!piece) break;
            co_await exchange.write(*piece);
        }
        more = reading->stalled;
        if (more) reading->go_on();
    }
    co_await exchange.end();
}

// Of the whole value, or of the part that is asked for.
void choose_range(Delivery& delivery, std::string_view wanted) {
    const auto size = delivery.attachment.size;
    const auto range = wire::requested_range(wanted, size);
    if (range.kind == wire::RequestedRange::Kind::unsatisfiable)
        throw http::Fault(416, fmt::format("the file has {} bytes", size),
                          {{"Content-Range", wire::content_range(range, size)}});
    delivery.range = {0, size};
    if (range.kind == wire::RequestedRange::Kind::whole) return;
    delivery.range = {range.first, range.length};
    delivery.answer.status = 206;
    delivery.answer.headers.emplace_back("Content-Range", wire::content_range(range, size));
}

bool is_local(const Attachment& attachment) {
    return attachment.kind == "database" || attachment.kind == "directory";
}

// Where the container allows it, the client fetches the bytes from the store itself.
bool redirected(Site& site, Delivery& delivery) {
    if (is_local(delivery.attachment)) return false;
    auto& answer = delivery.answer;
    const auto& headers = answer.headers;
    const auto named = std::find_if(headers.begin(), headers.end(),
                                    [](const auto& header) { return header.first == "Content-Disposition"; });
    const auto url = site.instance.binaries().presigned_url(delivery.attachment, redirect_life,
                                                            {answer.media_type, named->second});
    if (!url) return false;
    answer = {
        307, "", "", {{"Location", *url}, {"Cache-Control", "no-store"}, {"Referrer-Policy", "no-referrer"}}};
    return true;
}

}  // namespace

Delivery plan_delivery(Site& site, const http::Exchange& exchange, const Attachment& attachment,
                       const DeliveryOptions& options) {
    const Acting acting(exchange.work());
    const auto conditions = condition_headers(exchange);
    const auto current = representation(attachment);
    Delivery delivery{{200, wire::content_type(attachment.media_type), "", headers_of(attachment, options)},
                      attachment,
                      {}};
    const auto condition = wire::condition(conditions, current, true);
    if (condition != wire::Condition::holds) {
        delivery.answer.status = condition == wire::Condition::failed ? 412 : 304;
        return delivery;
    }
    choose_range(delivery, wire::range_is_wanted(conditions, current) ? exchange.header("Range") : "");
    if (options.redirects && exchange.header("Range").empty() && !exchange.is_head() &&
        redirected(site, delivery))
        return delivery;
    delivery.is_whole = *delivery.range.length <= small_value && !exchange.is_head() && is_local(attachment);
    if (delivery.is_whole) {
        StringSink sink;
        site.instance.binaries().read(attachment, sink, delivery.range);
        delivery.answer.body = std::move(sink.text);
    }
    return delivery;
}

http::Awaitable<void> deliver(Site& site, http::Exchange& exchange, Delivery delivery) {
    if (delivery.is_whole) {
        co_await exchange.answer(std::move(delivery.answer));
        co_return;
    }
    const auto& head = delivery.answer;
    if (exchange.is_head()) {
        co_await exchange.begin(head.status, head.media_type, head.headers, delivery.range.length);
        co_await exchange.end();
        co_return;
    }
    auto reading = std::make_shared<Reading>(site, exchange.work(), delivery.attachment, delivery.range);
    try {
        co_await send_pieces(site, exchange, reading, head, *delivery.range.length);
    } catch (...) {
        reading->queue.fail(std::current_exception());
        throw;
    }
}

}  // namespace outfield::server
