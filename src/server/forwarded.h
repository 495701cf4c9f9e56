// A client behind proxies: X-Forwarded-For and X-Forwarded-Proto, which count only from proxies that are
// trusted, for anybody can send them.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace outfield::server {

// Addresses and networks, such as "10.0.0.7" and "192.168.0.0/16".
class TrustedProxies {
  public:
    TrustedProxies() = default;
    // Separated by commas or spaces. Throws ErrorKind::invalid and names the one that is none.
    explicit TrustedProxies(std::string_view list);

    bool empty() const noexcept { return networks_.empty(); }
    bool contains(std::string_view address) const noexcept;

  private:
    std::vector<std::string> networks_;
};

// The client of a request that came from `peer`, a trusted proxy: the last address in `forwarded_for` that is
// no trusted proxy. What stands before it, or before a text that is no address, anybody may have written.
std::string forwarded_client(const TrustedProxies& proxies, std::string_view peer,
                             std::string_view forwarded_for);

bool is_loopback(std::string_view address) noexcept;

}  // namespace outfield::server
