#include "http/deadline.h"

#include <boost/asio/basic_waitable_timer.hpp>

namespace outfield::http {

namespace asio = boost::asio;
using Clock = std::chrono::steady_clock;
using Timer = asio::basic_waitable_timer<Clock, asio::wait_traits<Clock>, Executor>;

struct Deadline::Watch : std::enable_shared_from_this<Watch> {
    explicit Watch(Socket& watched) : socket(&watched), timer(watched.get_executor()) {}

    void wind_up() {
        rings = end;
        timer.expires_at(end);
        timer.async_wait([self = shared_from_this()](const boost::system::error_code& error) {
            if (!error && self->socket != nullptr) self->ring();
        });
    }

    // The time may have been moved on since the timer was wound up.
    void ring() {
        rings = Clock::time_point::max();
        if (end == Clock::time_point::max()) return;
        if (Clock::now() < end) return wind_up();
        has_passed = true;
        boost::system::error_code ignored;
        socket->cancel(ignored);
    }

    Socket* socket;  // nullptr: it is gone
    Timer timer;
    Clock::time_point end = Clock::time_point::max();    // max: nothing waits
    Clock::time_point rings = Clock::time_point::max();  // max: not wound up
    bool has_passed = false;
};

Deadline::Deadline(Socket& socket) : watch_(std::make_shared<Watch>(socket)) {}

Deadline::~Deadline() {
    watch_->socket = nullptr;
    watch_->timer.cancel();
}

void Deadline::set(std::chrono::milliseconds patience) {
    watch_->has_passed = false;
    watch_->end = Clock::now() + patience;
    if (watch_->end < watch_->rings) watch_->wind_up();
}

void Deadline::clear() noexcept {
    watch_->end = Clock::time_point::max();
}

bool Deadline::has_passed() const noexcept {
    return watch_->has_passed;
}

}  // namespace outfield::http
