#include "http/exchange.h"

#include <algorithm>
#include <array>
#include <boost/beast/http/buffer_body.hpp>
#include <boost/beast/http/parser.hpp>

#include "http/head.h"

namespace outfield::http {

namespace asio = boost::asio;
namespace beast = boost::beast;
using Clock = std::chrono::steady_clock;

namespace {

constexpr std::size_t first_piece = 16U << 10U, longest_piece = 256U << 10U;
constexpr std::size_t head_piece = 16U << 10U;
constexpr std::uint64_t most_to_drain = 256U << 10U;

}  // namespace

struct Exchange::Parts {
    Transport& transport;
    std::string& received_bytes;  // read from the connection and not used yet
    std::string peer;
    const Limits& limits;

    beast::http::request_parser<beast::http::buffer_body> parser;
    beast::http::request_header<> message = {};  // taken from the parser, which puts trailers into its own
    RequestHead head = {};
    std::string piece = {};
    // For a piece: it grows while the client fills it, since thousands are slow.
    std::size_t room = first_piece, most_room = longest_piece;
    std::uint64_t left = 0;       // of a body whose length is known
    std::size_t head_bytes = 0;   // so far
    std::size_t chunk_bytes = 0;  // of a chunk's head, or of the trailers, so far
    bool wants_continue = false;
    bool is_secure = false;
    std::shared_ptr<Work> work = std::make_shared<Work>();
    // For the client, while reading the body, and for how many bytes; what was long ago counts less and less.
    Clock::duration waited{};
    std::uint64_t waited_for = 0;
    std::uint64_t received = 0, sent = 0;
    unsigned status = 0;
    bool chunked_answer = false, ended = false, closes = false;
    bool is_amid = false;  // of a body that could not be read on: nobody knows where it ends

    Awaitable<std::optional<std::size_t>> receive(std::chrono::milliseconds patience);
    Awaitable<std::size_t> receive_body(std::span<char> into);
    Awaitable<std::string_view> read_known();
    Awaitable<std::string_view> read_chunked();
    void make_room(std::uint64_t most);
    void filled(std::size_t count);
    std::size_t parse();
    void parse_head();
    bool is_last() const noexcept;
};

Exchange::Exchange(Transport& transport, std::string& received, const std::string& peer, const Limits& limits)
    : parts_(new Parts{transport, received, peer, limits, {}}) {
    parts_->parser.header_limit(static_cast<std::uint32_t>(limits.head));
    parts_->parser.body_limit(boost::none);
    parts_->parser.eager(false);
    parts_->is_secure = transport.is_secure();
}

Exchange::~Exchange() = default;

// More bytes of the connection, behind those that are there; 0: it ended; nullopt: nothing came.
Awaitable<std::optional<std::size_t>> Exchange::Parts::receive(std::chrono::milliseconds patience) {
    const auto before = received_bytes.size();
    received_bytes.resize(before + head_piece);
    const auto count = co_await transport.read_some({received_bytes.data() + before, head_piece}, patience);
    received_bytes.resize(before + count.value_or(0));
    co_return count;
}

// Gives what is there to the parser and returns how much it took.
std::size_t Exchange::Parts::parse() {
    boost::system::error_code error;
    const auto count = parser.put(asio::buffer(received_bytes), error);
    received_bytes.erase(0, count);
    if (error == beast::http::error::need_more || error == beast::http::error::need_buffer) return count;
    if (error == beast::http::error::header_limit || error == beast::http::error::buffer_overflow)
        throw Fault(431, "the request's head is too long");
    if (error) throw Fault(400, "this is not HTTP: " + error.message());
    return count;
}

// The parser takes a long head line by line, and counts each of them alone. A header that goes on in a second
// line is one that two readers could understand differently.
void Exchange::Parts::parse_head() {
    if (head_bytes == 0 && received_bytes.starts_with("\r\n")) received_bytes.erase(0, 2);
    const bool ends_here = head_bytes > 0 && received_bytes.starts_with("\r\n");
    const auto text =
        std::string_view(received_bytes).substr(0, ends_here ? 0 : received_bytes.find("\r\n\r\n"));
    if (text.find("\r\n ") != text.npos || text.find("\r\n\t") != text.npos)
        throw Fault(400, "a header goes on in a second line");
    if (!received_bytes.empty()) head_bytes += parse();
    const auto unread = parser.is_header_done() ? 0 : received_bytes.size();
    if (head_bytes + unread > limits.head) throw Fault(431, "the request's head is too long");
}

Awaitable<bool> Exchange::read_head() {
    auto& own = *parts_;
    if (own.received_bytes.empty()) {
        const auto first = co_await own.receive(own.limits.idle);
        if (first.value_or(0) == 0) co_return false;
    }
    const auto deadline = Clock::now() + own.limits.head_patience;
    for (;;) {
        own.parse_head();
        if (own.parser.is_header_done()) break;
        const auto rest = std::chrono::ceil<std::chrono::milliseconds>(deadline - Clock::now());
        const auto more = co_await own.receive(std::max(rest, std::chrono::milliseconds(0)));
        if (!more) throw Fault(408, "the request's head took too long");
        if (*more > 0) continue;
        if (own.head_bytes == 0 && own.received_bytes.empty()) co_return false;
        throw Fault(400, "the request ends within its head");
    }
    own.message = std::move(own.parser.get().base());
    own.head = checked_head(own.message);
    own.left = own.head.length.value_or(0);
    own.wants_continue = own.head.expects_continue && (own.left > 0 || own.head.is_chunked);
    co_return true;
}

std::string_view Exchange::method() const noexcept {
    return parts_->head.method;
}
std::string_view Exchange::path() const noexcept {
    return parts_->head.path;
}
std::string_view Exchange::query() const noexcept {
    return parts_->head.query;
}
std::string_view Exchange::header(std::string_view name) const noexcept {
    const auto& fields = parts_->message;
    const auto found = fields.find(beast::string_view(name.data(), name.size()));
    if (found == fields.end()) return {};
    return {found->value().data(), found->value().size()};
}
std::string Exchange::headers(std::string_view name) const {
    std::string all;
    const auto [begin, end] = parts_->message.equal_range(beast::string_view(name.data(), name.size()));
    for (auto field = begin; field != end; ++field) {
        if (!all.empty()) all += ", ";
        all.append(field->value().data(), field->value().size());
    }
    return all;
}
const std::string& Exchange::peer() const noexcept {
    return parts_->peer;
}
bool Exchange::is_secure() const noexcept {
    return parts_->is_secure;
}
void Exchange::stand_for(std::string peer, bool is_secure) {
    parts_->peer = std::move(peer);
    parts_->is_secure = is_secure;
}
const std::shared_ptr<Work>& Exchange::work() const noexcept {
    return parts_->work;
}
std::optional<std::uint64_t> Exchange::content_length() const noexcept {
    return parts_->head.length;
}
bool Exchange::has_body() const noexcept {
    return parts_->head.is_chunked || parts_->head.length.value_or(0) > 0;
}

Awaitable<std::size_t> Exchange::Parts::receive_body(std::span<char> into) {
    const auto begin = Clock::now();
    const auto count = co_await transport.read_some(into, limits.patience);
    waited += Clock::now() - begin;
    waited_for += count.value_or(0);
    if (count == 0U) throw Fault(400, "the body ends before its end");
    const auto seconds = std::chrono::duration<double>(waited).count();
    const bool is_slow = waited > limits.patience &&
                         static_cast<double>(waited_for) < seconds * static_cast<double>(limits.slowest_body);
    if (!count || is_slow) throw Fault(408, "the body comes too slowly");
    // A quick beginning buys no slow end, and a pause is forgiven.
    if (waited > 4 * limits.patience) waited /= 2, waited_for /= 2;
    co_return *count;
}

void Exchange::Parts::make_room(std::uint64_t most) {
    if (piece.size() < room) piece.resize(static_cast<std::size_t>(std::min<std::uint64_t>(most, room)));
}

void Exchange::Parts::filled(std::size_t count) {
    received += count;
    if (count == room) room = std::min(4 * room, most_room);
}

Awaitable<std::string_view> Exchange::Parts::read_known() {
    if (left == 0) co_return std::string_view{};
    make_room(left);
    const auto most = static_cast<std::size_t>(std::min<std::uint64_t>(left, piece.size()));
    std::size_t count = std::min(most, received_bytes.size());
    if (count > 0) {
        std::copy_n(received_bytes.data(), count, piece.data());
        received_bytes.erase(0, count);
    } else {
        count = co_await receive_body({piece.data(), most});
    }
    left -= count;
    filled(count);
    co_return std::string_view(piece.data(), count);
}

Awaitable<std::string_view> Exchange::Parts::read_chunked() {
    make_room(most_room);
    while (!parser.is_done()) {
        auto& body = parser.get().body();
        body.data = piece.data();
        body.size = piece.size();
        body.more = true;
        const auto taken = received_bytes.empty() ? 0 : parse();
        const auto count = piece.size() - body.size;
        chunk_bytes += taken - count;
        if (chunk_bytes > limits.head) throw Fault(400, "a chunk's head is too long");
        if (count > 0) {
            chunk_bytes = 0;
            filled(count);
            co_return std::string_view(piece.data(), count);
        }
        if (parser.is_done()) break;
        if (taken > 0) continue;
        if (received_bytes.size() > limits.head) throw Fault(400, "a chunk's head is too long");
        std::array<char, head_piece> more;
        const auto come = co_await receive_body(more);
        received_bytes.append(more.data(), come);
    }
    co_return std::string_view{};
}

Awaitable<std::string_view> Exchange::read() {
    auto& own = *parts_;
    if (own.wants_continue) {
        own.wants_continue = false;
        static constexpr std::string_view go_on = "HTTP/1.1 100 Continue\r\n\r\n";
        const std::array pieces{asio::const_buffer(go_on.data(), go_on.size())};
        co_await own.transport.write(pieces, own.limits.patience);
    }
    auto reading = own.head.is_chunked ? own.read_chunked() : own.read_known();
    own.is_amid = true;
    const auto piece = co_await std::move(reading);
    own.is_amid = false;
    co_return piece;
}

Awaitable<std::string> Exchange::read_all(std::size_t limit) {
    if (content_length().value_or(0) > limit) throw Fault(413, "the body is too long");
    std::string all;
    all.reserve(static_cast<std::size_t>(content_length().value_or(0)));
    for (;;) {
        const auto piece = co_await read();
        if (piece.empty()) break;
        if (all.size() + piece.size() > limit) throw Fault(413, "the body is too long");
        all += piece;
    }
    co_return all;
}

// Whether the connection closes behind this answer: also when it would not pay to read the rest of a body
// that nobody wants.
bool Exchange::Parts::is_last() const noexcept {
    return closes || is_amid || !head.keeps_alive || wants_continue || left > most_to_drain;
}

Awaitable<void> Exchange::answer(Answer answer) {
    auto& own = *parts_;
    own.status = answer.status;
    const bool without_body = answer.status == 204 || answer.status == 304;
    const auto head =
        rendered_head(own.head, answer.status, answer.media_type, answer.headers,
                      without_body ? std::optional<std::uint64_t>{} : answer.body.size(), own.is_last());
    const bool silent = is_head() || without_body;
    const std::array pieces{asio::const_buffer(head.data(), head.size()),
                            asio::const_buffer(answer.body.data(), silent ? 0 : answer.body.size())};
    co_await own.transport.write(pieces, own.limits.patience);
    if (!silent) own.sent += answer.body.size();
    own.ended = true;
}

Awaitable<void> Exchange::begin(unsigned status, std::string_view media_type, const Headers& headers,
                                std::optional<std::uint64_t> length) {
    auto& own = *parts_;
    own.status = status;
    if (!length && own.head.version < 11) own.closes = true;
    own.chunked_answer = !length && own.head.version >= 11;
    auto all = headers;
    if (own.chunked_answer) all.emplace_back("Transfer-Encoding", "chunked");
    const auto head = rendered_head(own.head, status, media_type, all, length, own.is_last());
    const std::array pieces{asio::const_buffer(head.data(), head.size())};
    co_await own.transport.write(pieces, own.limits.patience);
}

Awaitable<void> Exchange::write(std::string_view piece) {
    auto& own = *parts_;
    if (piece.empty() || is_head()) co_return;
    own.sent += piece.size();
    if (own.chunked_answer) {
        std::array<char, 20> size{};
        const auto digits = std::snprintf(size.data(), size.size(), "%zx\r\n", piece.size());
        const std::array pieces{asio::const_buffer(size.data(), static_cast<std::size_t>(digits)),
                                asio::const_buffer(piece.data(), piece.size()),
                                asio::const_buffer("\r\n", 2)};
        co_await own.transport.write(pieces, own.limits.patience);
    } else {
        const std::array pieces{asio::const_buffer(piece.data(), piece.size())};
        co_await own.transport.write(pieces, own.limits.patience);
    }
}

Awaitable<void> Exchange::end() {
    auto& own = *parts_;
    own.ended = true;
    if (!own.chunked_answer || is_head()) co_return;
    const std::array pieces{asio::const_buffer("0\r\n\r\n", 5)};
    co_await own.transport.write(pieces, own.limits.patience);
}

bool Exchange::has_begun() const noexcept {
    return parts_->status != 0;
}
unsigned Exchange::status() const noexcept {
    return parts_->status;
}
std::uint64_t Exchange::received() const noexcept {
    return parts_->received;
}
std::uint64_t Exchange::sent() const noexcept {
    return parts_->sent;
}
void Exchange::close_after() noexcept {
    parts_->closes = true;
}

Awaitable<bool> Exchange::finish() {
    auto& own = *parts_;
    if (!own.ended) {
        own.transport.abort();
        co_return false;
    }
    if (own.is_last()) co_return false;
    const auto before = own.received;
    own.room = own.most_room = first_piece;  // nobody wants the rest, and it may come slowly
    own.piece = {};
    try {
        for (;;) {
            const auto piece = co_await read();
            if (piece.empty()) co_return true;
            if (own.received - before > most_to_drain) co_return false;
        }
    } catch (const Fault&) {
        co_return false;  // the request is answered already
    }
}

}  // namespace outfield::http
