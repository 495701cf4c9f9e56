// How many connections each address has.
#pragma once

#include <boost/asio/ip/address.hpp>
#include <cstddef>
#include <mutex>
#include <string>
#include <unordered_map>

namespace outfield::http {

// Of a socket that takes both versions of IP, as IPv4 alone would name it.
std::string peer_of(const boost::asio::ip::address& address);

// Whom connections are counted for: an address of IPv4; of IPv6 the first 64 bits, for whoever has one
// address there has all of them.
std::string network_of(const boost::asio::ip::address& address);

// Thread-safe.
class Peers {
  public:
    explicit Peers(std::size_t most) : most_(most) {}

    bool enter(const std::string& network);  // false: it has as many as it may, and this one is not counted
    void leave(const std::string& network);

  private:
    const std::size_t most_;
    std::mutex mutex_;
    std::unordered_map<std::string, std::size_t> counts_;
};

}  // namespace outfield::http
