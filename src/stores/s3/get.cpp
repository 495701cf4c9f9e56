#include "stores/s3/get.h"

#include <fmt/format.h>
#include <outfield/error.h>

#include <algorithm>
#include <atomic>
#include <thread>

#include "base/text.h"
#include "stores/s3/errors.h"
#include "stores/s3/pipe.h"
#include "stores/s3/stat.h"

namespace outfield::s3 {

namespace {

constexpr std::uint64_t large_body = 4ULL << 20U;
constexpr std::size_t pipe_buffers = 8;
constexpr std::uint64_t worth_draining = 64U << 10U;  // a new connection costs more
constexpr std::size_t pipe_buffer_size = 256U << 10U;

struct Enough {};  // thrown into the exchange: what was asked for is there, and much more follows

// Delivers what was asked for, also when the server ignores the range and sends the whole object.
class Delivery final : public BodyReceiver {
  public:
    Delivery(ByteSink& sink, ByteRange range) : sink_(sink), range_(range), target_(&sink) {}

    void begin(const HttpAnswer& head) override;
    void receive(Bytes bytes) override;
    void drive(const std::function<bool()>& step) override;

  private:
    void drive_beside(const std::function<bool()>& step);

    ByteSink& sink_;
    const ByteRange range_;
    std::uint64_t skip_ = 0;
    std::uint64_t wanted_ = UINT64_MAX;
    std::uint64_t surplus_ = 0;
    std::uint64_t announced_ = 0;
    ByteSink* target_;  // the sink, or a pipe that leads to it
};

void Delivery::begin(const HttpAnswer& head) {
    wanted_ = range_.length.value_or(UINT64_MAX);
    announced_ = parse_unsigned(head.header("content-length")).value_or(0);
    if (head.status != 206) {
        skip_ = range_.offset;
        return;
    }
    const auto range = content_range(head);
    const auto left = range ? range->size - std::min(range->size, range_.offset) : 0;
    if (!range || range->first != range_.offset || range->last - range->first + 1 != std::min(wanted_, left))
        throw Error(ErrorKind::invalid,
                    fmt::format("the S3 server sends another range than the one asked for: {}",
                                in_quotes(head.header("content-range"))));
}

void Delivery::receive(Bytes bytes) {
    const auto skipped = std::min<std::uint64_t>(skip_, bytes.size());
    skip_ -= skipped;
    bytes = bytes.subspan(static_cast<std::size_t>(skipped));
    const auto taken = std::min<std::uint64_t>(wanted_, bytes.size());
    wanted_ -= taken;
    surplus_ += bytes.size() - taken;
    if (taken > 0) target_->write(bytes.first(static_cast<std::size_t>(taken)));
    if (surplus_ > worth_draining) throw Enough{};
}

void Delivery::drive(const std::function<bool()>& step) {
    if (announced_ >= large_body) return drive_beside(step);
    BodyReceiver::drive(step);
}

void Delivery::drive_beside(const std::function<bool()>& step) {
    Pipe pipe(pipe_buffers, pipe_buffer_size);
    PipeSink gathered(pipe);
    target_ = &gathered;
    std::atomic<bool> left{false};
    const std::jthread network([&] {
        while (!left && step()) {
        }
        gathered.close();
    });
    try {
        for (auto bytes = pipe.front(); !bytes.empty(); bytes = pipe.front()) {
            sink_.write(bytes);
            pipe.pop();
        }
    } catch (...) {
        left = true;
        pipe.leave();
        throw;
    }
}

// nullopt: the range was delivered and the rest was left on the line.
std::optional<HttpAnswer> answer_to(Client& client, const Request& request, Delivery& delivery) {
    try {
        return client.ask(request, &delivery);
    } catch (const Enough&) {
        return std::nullopt;
    }
}

void deliver(Client& client, const Request& request, ByteSink& sink, ByteRange range) {
    Delivery delivery(sink, range);
    const auto answer = answer_to(client, request, delivery);
    if (!answer || answer->success() || answer->status == 416)
        return;  // only an object that is there has an end to be past
    throw error_of(refusal_in(*answer), request);
}

}  // namespace

void read_object(Client& client, const ObjectAddress& address, ByteSink& sink, ByteRange range) {
    if (range.length == 0) {
        if (stat_object(client, address)) return;
        range = {};  // absent: let the answer say so
    }
    deliver(client, get_object(address, range), sink, range);
}

void read_version(Client& client, const ObjectAddress& address, const std::string& version, ByteSink& sink,
                  ByteRange range) {
    if (range.length != 0) deliver(client, get_object_version(address, version, range), sink, range);
}

}  // namespace outfield::s3
