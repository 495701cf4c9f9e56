#include "server/forwarded.h"

#include <fmt/format.h>
#include <outfield/error.h>

#include <algorithm>
#include <boost/asio/ip/address.hpp>
#include <boost/asio/ip/network_v4.hpp>
#include <boost/asio/ip/network_v6.hpp>

#include "base/text.h"

namespace outfield::server {
namespace {

namespace ip = boost::asio::ip;

std::optional<ip::address> parse(std::string_view text) {
    boost::system::error_code error;
    auto address = ip::make_address(std::string(text), error);
    if (error) return std::nullopt;
    if (address.is_v6() && address.to_v6().is_v4_mapped())
        address = ip::make_address_v4(ip::v4_mapped, address.to_v6());
    return address;
}

bool is_within(const ip::address& address, const std::string& network) {
    boost::system::error_code error;
    if (address.is_v4()) {
        const auto v4 = ip::make_network_v4(network, error);
        return !error && v4.canonical() == ip::network_v4(address.to_v4(), v4.prefix_length()).canonical();
    }
    const auto v6 = ip::make_network_v6(network, error);
    return !error && v6.canonical() == ip::network_v6(address.to_v6(), v6.prefix_length()).canonical();
}

// As a network.
std::string network_of(std::string_view text) {
    if (const auto address = parse(text))
        return fmt::format("{}/{}", address->to_string(), address->is_v4() ? 32 : 128);
    boost::system::error_code v4, v6;
    const std::string network(text);
    ip::make_network_v4(network, v4);
    ip::make_network_v6(network, v6);
    if (!v4 || !v6) return network;
    throw Error(ErrorKind::invalid, fmt::format("{} is no address and no network, such as 10.0.0.7 or "
                                                "10.0.0.0/8",
                                                in_quotes(text, 60)));
}

}  // namespace

TrustedProxies::TrustedProxies(std::string_view list) {
    for (const auto part : split(list, ','))
        for (const auto text : split(part, ' '))
            if (!trim(text).empty()) networks_.push_back(network_of(trim(text)));
}

bool TrustedProxies::contains(std::string_view text) const noexcept try {
    if (networks_.empty()) return false;
    const auto address = parse(text);
    return address && std::any_of(networks_.begin(), networks_.end(),
                                  [&](const auto& network) { return is_within(*address, network); });
} catch (const std::exception&) {
    return false;
}

std::string forwarded_client(const TrustedProxies& proxies, std::string_view peer,
                             std::string_view forwarded_for) {
    std::string client(peer);
    auto hops = split(forwarded_for, ',');
    for (auto hop = hops.rbegin(); hop != hops.rend(); ++hop) {
        const auto address = parse(trim(*hop));
        if (!address) break;
        client = address->to_string();
        if (!proxies.contains(client)) break;
    }
    return client;
}

bool is_loopback(std::string_view address) noexcept try {
    const auto parsed = parse(address);
    return parsed && parsed->is_loopback();
} catch (const std::exception&) {
    return false;
}

}  // namespace outfield::server
