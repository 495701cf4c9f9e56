#include "server/kept_body.h"

#include <algorithm>

#include "http/answer.h"

namespace outfield::server {

static constexpr double stays_free = 0.1;  // of the disk

void KeptBody::append(std::string_view piece) {
    if (file_.free_space() < stays_free)
        throw http::Fault(507, "there is no room to keep what comes slowly: try again later");
    file_.write(size_, piece);
    size_ += piece.size();
}

std::size_t KeptBody::read(std::span<std::byte> buffer) {
    const auto wanted = std::min<std::uint64_t>(buffer.size(), size_ - at_);
    if (wanted == 0) return 0;
    const auto count = file_.read(at_, buffer.first(static_cast<std::size_t>(wanted)));
    at_ += count;
    return count;
}

}  // namespace outfield::server
