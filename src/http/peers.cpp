#include "http/peers.h"

#include <algorithm>

namespace outfield::http {

namespace ip = boost::asio::ip;

std::string peer_of(const ip::address& address) {
    if (!address.is_v6() || !address.to_v6().is_v4_mapped()) return address.to_string();
    return ip::make_address_v4(ip::v4_mapped, address.to_v6()).to_string();
}

std::string network_of(const ip::address& address) {
    if (!address.is_v6() || address.to_v6().is_v4_mapped()) return peer_of(address);
    auto bytes = address.to_v6().to_bytes();
    std::fill(bytes.begin() + 8, bytes.end(), 0);
    return ip::address_v6(bytes).to_string();
}

bool Peers::enter(const std::string& network) {
    const std::lock_guard lock(mutex_);
    auto& count = counts_[network];
    if (count >= most_) return false;
    ++count;
    return true;
}

void Peers::leave(const std::string& network) {
    const std::lock_guard lock(mutex_);
    const auto found = counts_.find(network);
    if (--found->second == 0) counts_.erase(found);
}

}  // namespace outfield::http
