// The server's log on standard error: one event a line, as JSON or as text. Never a header, a query, a body
// or a secret: only what is named here gets into it. Whatever bytes a client has sent, a line is one line of
// UTF-8 without control characters, which a terminal would obey.
#pragma once

#include <boost/json/object.hpp>
#include <memory>
#include <string>
#include <string_view>

namespace outfield::server {

enum class LogForm { off, text, json };
enum class LogLevel { debug, info, warning, error };

// Thread-safe. A line is written by a thread of its own: whoever logs does not wait, and where nobody reads
// standard error the oldest lines are dropped.
class Log {
  public:
    Log(LogForm form, LogLevel level);
    ~Log();  // writes what is left

    // Before members are put together that nobody will see.
    bool shows(LogLevel level) const noexcept;

    // {"time": "2026-11-23T08:30:05.123456Z", "level": "info", "event": event, ...members}
    void write(LogLevel level, std::string_view event, const boost::json::object& members = {}) noexcept;

    std::size_t dropped() const noexcept;  // lines

  private:
    struct Parts;
    std::unique_ptr<Parts> parts_;
};

}  // namespace outfield::server
