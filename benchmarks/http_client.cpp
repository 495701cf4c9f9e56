#include "http_client.h"

#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <strings.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cstdlib>
#include <stdexcept>
#include <utility>

namespace outfield::benchmarks {

HttpClient::HttpClient(std::uint16_t port) : socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (::connect(socket_, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0)
        throw std::runtime_error("cannot connect to the server");
    const int on = 1;
    ::setsockopt(socket_, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
}

HttpClient::~HttpClient() {
    if (socket_ >= 0) ::close(socket_);
}

HttpClient::HttpClient(HttpClient&& other) noexcept : socket_(std::exchange(other.socket_, -1)) {}

void HttpClient::send(std::string_view bytes) {
    while (!bytes.empty()) {
        const auto count = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (count <= 0) throw std::runtime_error("the server does not take the request");
        bytes.remove_prefix(static_cast<std::size_t>(count));
    }
}

// Returns the size of the head.
std::size_t HttpClient::receive_head() {
    char piece[16384];
    for (;;) {
        const auto end = received_.find("\r\n\r\n");
        if (end != std::string::npos) return end + 4;
        const auto count = ::recv(socket_, piece, sizeof piece, 0);
        if (count <= 0) throw std::runtime_error("the server does not answer");
        received_.append(piece, static_cast<std::size_t>(count));
    }
}

std::string HttpClient::header(std::string_view name) const {
    for (std::size_t line = head_.find("\r\n"); line != std::string::npos;
         line = head_.find("\r\n", line + 2)) {
        const auto text = std::string_view(head_).substr(line + 2);
        if (text.size() <= name.size() || text[name.size()] != ':') continue;
        if (::strncasecmp(text.data(), name.data(), name.size()) != 0) continue;
        const auto value = text.substr(name.size() + 2);
        return std::string(value.substr(0, value.find("\r\n")));
    }
    return {};
}

const std::string& HttpClient::receive() {
    const auto head = receive_head();
    head_.assign(received_, 0, head);
    const auto length = header("Content-Length");
    const bool is_good = head_.size() > 10 && head_[9] == '2';
    if (!is_good || (length.empty() && head_[11] != '4'))
        throw std::runtime_error("the server answers: " + received_);
    body_.assign(received_, head);
    received_.clear();
    const auto size = std::strtoull(length.c_str(), nullptr, 10);
    while (body_.size() < size) {
        const auto before = body_.size();
        body_.resize(size);
        const auto count = ::recv(socket_, body_.data() + before, size - before, 0);
        body_.resize(before + (count > 0 ? static_cast<std::size_t>(count) : 0));
        if (count <= 0) throw std::runtime_error("the server's answer ends within its body");
    }
    return body_;
}

bool HttpClient::is_silent() const {
    pollfd look{socket_, POLLIN, 0};
    return ::poll(&look, 1, 0) == 0;
}

}  // namespace outfield::benchmarks
