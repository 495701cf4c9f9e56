#include "http/open_files.h"

#include <sys/resource.h>

#include <algorithm>

namespace outfield::http {

static constexpr std::size_t most_for_the_rest = 512;

std::size_t raise_open_files() noexcept {
    rlimit limit{};
    if (::getrlimit(RLIMIT_NOFILE, &limit) != 0) return 1024;
    if (limit.rlim_cur < limit.rlim_max) {
        const rlimit raised{limit.rlim_max, limit.rlim_max};
        if (::setrlimit(RLIMIT_NOFILE, &raised) == 0) limit = raised;
    }
    return static_cast<std::size_t>(limit.rlim_cur);
}

std::size_t connections_within(std::size_t wanted, std::size_t open_files) noexcept {
    const auto rest = std::min(most_for_the_rest, open_files / 2);
    return std::clamp<std::size_t>(open_files - rest, 1, std::max<std::size_t>(wanted, 1));
}

}  // namespace outfield::http
