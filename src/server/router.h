// From a request's method and path to its route.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "http/exchange.h"

namespace outfield::server {

// What a path has in the places of a pattern's {}, percent-decoded, in their order.
using Path = std::vector<std::string>;
using Route = std::function<http::Awaitable<void>(http::Exchange&, const Path&)>;

struct RouteName {
    std::string method, pattern;  // "GET", "/files/{}/{}/{}"
};

class Router {
  public:
    // "/files/{}/{}/{}": a {} stands for one segment that is not empty; a last "*" for any rest, also none,
    // which comes as it was sent. A route of GET answers HEAD too. Of several patterns the first one that
    // fits counts.
    void add(std::vector<std::string_view> methods, std::string pattern, Route route);

    // Throws Fault 404, or 405 with what is allowed. OPTIONS is answered here where no route takes it.
    http::Awaitable<void> serve(http::Exchange& exchange) const;

    // The pattern that fits, or "": for metrics.
    std::string_view pattern_of(std::string_view path) const;

    std::vector<RouteName> routes() const;  // in the order in which they were added

  private:
    struct Entry {
        std::vector<std::string_view> methods;
        std::string pattern;
        std::vector<std::string> segments;
        bool takes_rest = false;
        Route route;
    };

    const Entry* find(std::string_view method, const std::vector<std::string_view>& segments,
                      std::vector<std::string_view>& allowed) const;
    static bool fits(const Entry& entry, const std::vector<std::string_view>& segments);

    std::vector<Entry> entries_;
};

}  // namespace outfield::server
