#include "access/attempts.h"

#include <arpa/inet.h>
#include <fmt/format.h>

#include <array>

#include "access/access.h"

namespace outfield::access {
namespace {

constexpr std::size_t most_names = 50'000;
constexpr std::size_t longest_name = 256;

// Whoever has one IPv6 address has 2^64 of them.
std::string network_of(std::string_view peer) {
    std::string name(peer.substr(0, longest_name));
    std::array<char, sizeof(in6_addr)> address{};
    if (inet_pton(AF_INET6, name.c_str(), address.data()) != 1) return name;
    const std::string_view mapped("\0\0\0\0\0\0\0\0\0\0\xff\xff", 12);
    const std::string_view bytes(address.data(), address.size());
    return std::string(bytes.starts_with(mapped) ? bytes : bytes.substr(0, 8));
}

std::string pair_of(const Attempts::Attempt& attempt) {
    return fmt::format("{}:{}{}", attempt.peer.size(), attempt.peer, attempt.login);
}

void require_free(const std::optional<std::chrono::seconds>& wait, std::string_view whose) {
    if (wait)
        throw TooManyAttempts(
            fmt::format("too many wrong passwords {}; try again in {} seconds", whose, wait->count()), *wait);
}

}  // namespace

void Window::add(const std::string& name) {
    const std::lock_guard lock(mutex_);
    const auto now = Clock::now();
    if (times_.size() >= most_names) make_room(now);
    auto& times = times_[name];
    times.push_back(now);
    if (times.size() > most_) times.pop_front();
    empty_ = false;
}

std::optional<std::chrono::seconds> Window::wait(const std::string& name) const {
    if (empty_) return std::nullopt;
    const std::lock_guard lock(mutex_);
    const auto found = times_.find(name);
    if (found == times_.end() || found->second.size() < most_) return std::nullopt;
    const auto left = found->second.front() + length_ - Clock::now();
    if (left <= Clock::duration::zero()) return std::nullopt;
    return std::chrono::ceil<std::chrono::seconds>(left);
}

void Window::make_room(Clock::time_point now) {
    std::erase_if(times_, [&](const auto& entry) { return now - entry.second.back() > length_; });
    while (times_.size() > most_names / 2) times_.erase(times_.begin());
}

Attempts::Attempt Attempts::attempt(std::string_view login, std::string_view peer) {
    return {std::string(login.substr(0, longest_name)), network_of(peer)};
}

void Attempts::refused(const Attempt& attempt) {
    logins_.add(attempt.login);
    pairs_.add(pair_of(attempt));
    peers_.add(attempt.peer);
}

void Attempts::require_peer_free(const Attempt& attempt) const {
    require_free(peers_.wait(attempt.peer), "from this address");
    require_free(pairs_.wait(pair_of(attempt)), "of this login");
}

void Attempts::require_login_free(const Attempt& attempt) const {
    require_free(logins_.wait(attempt.login), "of this login");
}

}  // namespace outfield::access
