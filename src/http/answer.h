// What is answered to a request.
#pragma once

#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace outfield::http {

using Headers = std::vector<std::pair<std::string, std::string>>;

struct Answer {
    unsigned status = 200;
    std::string media_type = "text/plain; charset=utf-8";  // empty: none is named
    std::string body;
    Headers headers = {};  // beyond Content-Type, Content-Length, Date and Connection
};

// A request that is refused before it comes to its route's own words.
class Fault : public std::runtime_error {
  public:
    Fault(unsigned status, const std::string& message, Headers headers = {})
        : std::runtime_error(message), status_(status), headers_(std::move(headers)) {}

    unsigned status() const noexcept { return status_; }
    const Headers& headers() const noexcept { return headers_; }

  private:
    unsigned status_;
    Headers headers_;
};

std::string_view reason_phrase(unsigned status) noexcept;  // "Not Found"

}  // namespace outfield::http
