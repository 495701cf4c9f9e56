// HTTP over one kept connection. No retries but libcurl's own, which sends a request again only when a kept
// connection turns out to have been closed before anything of an answer came; redirects are never followed.
#pragma once

#include <outfield/bytes.h>

#include <chrono>
#include <cstdint>
#include <exception>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "stores/pace.h"
#include "stores/s3/sigv4.h"

namespace outfield::s3 {

struct HttpOptions {
    std::chrono::seconds connect_timeout{10};
    PaceLimits pace;  // without a byte in either direction, or with too few of the bodies
    bool tls_verify = true;
    std::string ca_file;
};

// What it refers to outlives the exchange.
struct HttpRequest {
    std::string_view method;
    std::string url;
    std::span<const Header> headers;
    Bytes body;
    ByteSource* stream = nullptr;  // instead of `body`; of exactly stream_size bytes
    std::uint64_t stream_size = 0;
    std::chrono::seconds total{0};  // for the whole exchange; 0: no limit but the pace
    bool moves_bytes = false;       // enough of them to ask for a rate
    bool is_quiet = false;          // the server may be silent until `total` is over

    std::uint64_t body_size() const noexcept { return stream ? stream_size : body.size(); }
};

struct HttpAnswer {
    int status = 0;
    std::string head;  // header lines
    std::string body;  // empty when it went to a receiver

    bool success() const noexcept { return status >= 200 && status < 300; }
    // Of the header with this lower-case name; empty without one.
    std::string_view header(std::string_view name) const noexcept;
};

// Takes the body of a successful answer as it comes. What it throws ends the exchange and passes through.
class BodyReceiver {
  public:
    virtual ~BodyReceiver() = default;
    virtual void begin(const HttpAnswer& head) = 0;  // once, before the first byte; not for an empty body
    virtual void receive(Bytes bytes) = 0;
    // Carries the exchange on after begin(): calls `step` until it returns false, or gives up the exchange by
    // returning or throwing earlier. May do so on another thread that it joins.
    virtual void drive(const std::function<bool()>& step) {
        while (step()) {
        }
    }
};

// No answer, or not the whole of it.
struct TransportFailure : std::exception {
    int code = 0;  // CURLcode
    std::string detail;
    bool request_sent = false;  // all of it: the server may have done what it says

    const char* what() const noexcept override { return detail.c_str(); }
};

// One transfer at a time, from any thread.
class HttpConnection {
  public:
    explicit HttpConnection(const HttpOptions& options);
    ~HttpConnection();
    HttpConnection(const HttpConnection&) = delete;
    HttpConnection& operator=(const HttpConnection&) = delete;

    // Throws TransportFailure, or what the stream or receiver threw. `receiver` may be nullptr.
    HttpAnswer exchange(const HttpRequest& request, BodyReceiver* receiver);

    // False when the connection must not be used again.
    bool reusable() const noexcept;

  private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace outfield::s3
