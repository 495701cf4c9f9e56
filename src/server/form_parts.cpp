#include "server/form_parts.h"

#include <fmt/format.h>
#include <outfield/error.h>

#include <array>
#include <cstring>
#include <deque>

namespace outfield::server {

// Feeds the parser until something of the form is known, and keeps that in order.
struct FormParts::Reading final : wire::FormHandler {
    struct Event {
        enum class Kind { begin, data, end } kind;
        wire::FormPart part = {};
        std::string data = {};
    };

    Reading(std::shared_ptr<ByteSource> given, std::string_view content_type)
        : body(std::move(given)), parser(wire::boundary_in(content_type), *this) {}

    void part_begin(const wire::FormPart& part) override { events.push_back({Event::Kind::begin, part}); }
    void part_data(std::string_view piece) override {
        events.push_back({Event::Kind::data, {}, std::string(piece)});
    }
    void part_end() override { events.push_back({Event::Kind::end}); }

    // The first event, or nullptr at the end of the form.
    Event* front() {
        std::array<std::byte, 64U << 10U> piece;
        while (events.empty() && !ended) {
            const auto count = body->read(piece);
            ended = count == 0;
            if (ended)
                parser.finish();
            else
                parser.feed({reinterpret_cast<const char*>(piece.data()), count});
        }
        return events.empty() ? nullptr : &events.front();
    }

    std::size_t read(std::span<std::byte> buffer) {
        for (auto* event = front(); event && event->kind == Event::Kind::data; event = front()) {
            const auto count = std::min(buffer.size(), event->data.size() - at);
            std::memcpy(buffer.data(), event->data.data() + at, count);
            at += count;
            if (at == event->data.size()) {
                events.pop_front();
                at = 0;
            }
            if (count > 0) return count;
        }
        return 0;
    }

    std::shared_ptr<ByteSource> body;
    std::deque<Event> events;
    wire::MultipartReader parser;
    wire::FormPart current;
    std::size_t at = 0;  // in the data at the front
    bool ended = false;
};

namespace {

template <typename Reading>
class PartSource final : public ByteSource {
  public:
    explicit PartSource(std::shared_ptr<Reading> reading) : reading_(std::move(reading)) {}
    std::size_t read(std::span<std::byte> buffer) override { return reading_->read(buffer); }

  private:
    std::shared_ptr<Reading> reading_;
};

}  // namespace

FormParts::FormParts(std::shared_ptr<ByteSource> body, std::string_view content_type)
    : reading_(std::make_shared<Reading>(std::move(body), content_type)) {}

FormParts::~FormParts() = default;

const wire::FormPart* FormParts::next() {
    while (auto* event = reading_->front()) {
        const bool begins = event->kind == Reading::Event::Kind::begin;
        if (begins) reading_->current = std::move(event->part);
        reading_->events.pop_front();
        reading_->at = 0;
        if (begins) return &reading_->current;
    }
    return nullptr;
}

std::string FormParts::read_text(std::size_t limit) {
    std::string text(limit + 1, '\0');
    std::size_t filled = 0;
    while (filled < text.size()) {
        const auto count = reading_->read(std::as_writable_bytes(std::span(text)).subspan(filled));
        if (count == 0) break;
        filled += count;
    }
    if (filled > limit)
        throw Error(ErrorKind::invalid, fmt::format("the form's part '{}' is longer than {} bytes",
                                                    reading_->current.name, limit));
    text.resize(filled);
    return text;
}

std::shared_ptr<ByteSource> FormParts::content() {
    return std::make_shared<PartSource<Reading>>(reading_);
}

}  // namespace outfield::server
