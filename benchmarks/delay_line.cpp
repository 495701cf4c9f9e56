#include "delay_line.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <signal.h>
#include <sys/epoll.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/timerfd.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <deque>
#include <stdexcept>
#include <unordered_map>

namespace outfield::benchmarks {
namespace {

using Clock = std::chrono::steady_clock;

void demand(bool good, const char* what) {
    if (!good) throw std::runtime_error(std::string("the delay line: ") + what);
}

sockaddr_in loopback(std::uint16_t port) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    return address;
}

// Bytes on their way to `socket`; an empty text is the end of the connection.
struct Due {
    Clock::time_point when;
    int socket;
    std::string bytes;
};

class Forwarder {
  public:
    Forwarder(int listener, std::uint16_t target, std::chrono::milliseconds delay)
        : listener_(listener), target_(target), delay_(delay) {
        watch(listener_);
        watch(timer_);
    }

    [[noreturn]] void run() {
        for (;;) {
            epoll_event events[256];
            const int count = ::epoll_wait(epoll_, events, 256, -1);
            for (int i = 0; i < count; ++i) serve(events[i].data.fd);
            deliver();
            set_timer();
        }
    }

  private:
    void watch(int file) const {
        epoll_event event{};
        event.events = EPOLLIN;
        event.data.fd = file;
        ::epoll_ctl(epoll_, EPOLL_CTL_ADD, file, &event);
    }

    void serve(int file) {
        if (file == timer_) {
            std::uint64_t ticks = 0;
            [[maybe_unused]] const auto read = ::read(timer_, &ticks, sizeof ticks);
        } else if (file == listener_) {
            accept();
        } else if (other_.count(file)) {
            receive(file);
        }
    }

    void accept() {
        const int client = ::accept(listener_, nullptr, nullptr);
        const int server = ::socket(AF_INET, SOCK_STREAM, 0);
        const auto address = loopback(target_);
        demand(::connect(server, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0,
               "no server");
        const int on = 1;
        for (const int socket : {client, server}) {
            ::setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
            watch(socket);
        }
        other_[client] = server;
        other_[server] = client;
    }

    void receive(int from) {
        char piece[65536];
        const auto count = ::recv(from, piece, sizeof piece, MSG_DONTWAIT);
        if (count < 0 && errno == EAGAIN) return;
        due_.push_back({Clock::now() + delay_, other_[from], std::string(piece, count > 0 ? count : 0)});
        if (count <= 0) ::epoll_ctl(epoll_, EPOLL_CTL_DEL, from, nullptr);
    }

    // In order of time, because all are held back equally long. Objects are small, so a send never blocks for
    // long.
    void deliver() {
        for (const auto now = Clock::now(); !due_.empty() && due_.front().when <= now; due_.pop_front()) {
            const auto& due = due_.front();
            if (!other_.count(due.socket)) continue;
            if (due.bytes.empty() || ::send(due.socket, due.bytes.data(), due.bytes.size(), MSG_NOSIGNAL) < 0)
                close_pair(due.socket);
        }
    }

    void close_pair(int socket) {
        const int other = other_[socket];
        other_.erase(socket);
        other_.erase(other);
        ::close(socket);
        ::close(other);
    }

    void set_timer() const {
        itimerspec when{};
        if (!due_.empty()) {
            const auto left = std::max<std::int64_t>(
                1, std::chrono::duration_cast<std::chrono::nanoseconds>(due_.front().when - Clock::now())
                       .count());
            when.it_value = {left / 1'000'000'000, left % 1'000'000'000};
        }
        ::timerfd_settime(timer_, 0, &when, nullptr);
    }

    const int listener_;
    const std::uint16_t target_;
    const std::chrono::milliseconds delay_;
    const int epoll_ = ::epoll_create1(0);
    const int timer_ = ::timerfd_create(CLOCK_MONOTONIC, 0);
    std::unordered_map<int, int> other_;  // the two ends of each connection
    std::deque<Due> due_;
};

}  // namespace

DelayLine::DelayLine(std::uint16_t target, std::chrono::milliseconds each_way) {
    const int listener = ::socket(AF_INET, SOCK_STREAM, 0);
    auto address = loopback(0);
    socklen_t length = sizeof address;
    demand(::bind(listener, reinterpret_cast<const sockaddr*>(&address), length) == 0 &&
               ::listen(listener, 1024) == 0 &&
               ::getsockname(listener, reinterpret_cast<sockaddr*>(&address), &length) == 0,
           "no port");
    port_ = ntohs(address.sin_port);
    process_ = ::fork();
    if (process_ == 0) {
        ::prctl(PR_SET_PDEATHSIG, SIGTERM);
        try {
            Forwarder(listener, target, each_way).run();
        } catch (...) {
            ::_exit(1);
        }
    }
    ::close(listener);
}

DelayLine::~DelayLine() {
    ::kill(process_, SIGTERM);
    ::waitpid(process_, nullptr, 0);
}

}  // namespace outfield::benchmarks
