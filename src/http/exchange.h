// One request and its answer (HTTP/1.1, RFC 9112).
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/acting.h"
#include "http/answer.h"
#include "http/awaitable.h"
#include "http/transport.h"

namespace outfield::http {

struct Limits {
    std::size_t head = 16 * 1024;  // bytes of the request line and all headers
    // At once. For one more, connections that have been idle for a second are closed, the longest idle first;
    // while none is, it waits to be accepted.
    std::size_t connections = 4096;
    std::size_t peer_connections = 0;        // of one address; more are closed at once; 0: half of them
    std::chrono::seconds head_patience{15};  // for the whole head, once it has begun
    std::chrono::seconds idle{75};           // between two requests
    std::chrono::seconds patience{30};       // without a byte moving in either direction
    // A body slower than this many bytes a second, of the last minutes and after the first `patience`, is cut
    // off.
    std::uint64_t slowest_body = 500;
};

// Used by the route that handles it. What is returned as a view lives as long as the exchange.
class Exchange {
  public:
    Exchange(Transport& transport, std::string& received, const std::string& peer, const Limits& limits);
    ~Exchange();
    Exchange(const Exchange&) = delete;
    Exchange& operator=(const Exchange&) = delete;

    // The request's head. False: the client ended the connection, or sent nothing for Limits::idle. Throws
    // Fault for what is not HTTP or not to be trusted.
    Awaitable<bool> read_head();

    std::string_view method() const noexcept;                       // "GET"
    std::string_view path() const noexcept;                         // as sent, without the query
    std::string_view query() const noexcept;                        // behind the '?'; empty: none
    std::string_view header(std::string_view name) const noexcept;  // the first of that name; empty: none
    bool is_head() const noexcept { return method() == "HEAD"; }
    std::string headers(std::string_view name) const;  // all of that name, joined by ", "
    const std::string& peer() const noexcept;          // the client's address
    bool is_secure() const noexcept;                   // it came by TLS
    // For a request that a trusted proxy has handed on: what the two above say.
    void stand_for(std::string peer, bool is_secure);
    // What turns out about the request as it is served; never nullptr.
    const std::shared_ptr<Work>& work() const noexcept;
    std::optional<std::uint64_t> content_length() const noexcept;
    bool has_body() const noexcept;

    // The body's next piece, of at most 256 KiB; empty: that was all. The view is good until the next call.
    // Throws Fault (400 for a broken body, 408 for one that is too slow) and ConnectionLost.
    Awaitable<std::string_view> read();
    Awaitable<std::string> read_all(std::size_t limit);  // Fault 413 above it

    // The whole answer at once.
    Awaitable<void> answer(Answer answer);

    // Or piece by piece. Without a length it goes in chunks. A HEAD request's pieces are dropped.
    Awaitable<void> begin(unsigned status, std::string_view media_type, const Headers& headers,
                          std::optional<std::uint64_t> length);
    Awaitable<void> write(std::string_view piece);
    Awaitable<void> end();

    bool has_begun() const noexcept;          // nothing else can be answered any more
    unsigned status() const noexcept;         // 0: not answered yet
    std::uint64_t received() const noexcept;  // bytes of the body
    std::uint64_t sent() const noexcept;      // bytes of the answer's body

    // The connection closes behind this answer.
    void close_after() noexcept;
    // Whether another request can follow. Reads up what little is left of the body.
    Awaitable<bool> finish();

  private:
    struct Parts;
    std::unique_ptr<Parts> parts_;
};

}  // namespace outfield::http
