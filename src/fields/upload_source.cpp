#include "fields/upload_source.h"

#include <algorithm>
#include <cstring>

#include "base/media_type.h"

namespace outfield {

UploadSource::UploadSource(ByteSource& inner, std::chrono::seconds interval, std::function<void()> renew)
    : inner_(inner), interval_(interval), renew_(std::move(renew)) {}

Bytes UploadSource::head() {
    if (!looked_) {
        looked_ = true;
        head_.resize(media_type_head);
        std::size_t filled = 0;
        while (filled < media_type_head) {
            const auto count = inner_.read(std::as_writable_bytes(std::span(head_)).subspan(filled));
            if (count == 0) break;
            filled += count;
        }
        head_.resize(filled);
    }
    return std::as_bytes(std::span(head_));
}

std::size_t UploadSource::read(std::span<std::byte> buffer) {
    const auto instant = std::chrono::steady_clock::now();
    if (instant - renewed_ > interval_) {
        renew_();
        renewed_ = instant;
    }
    if (given_ == head_.size()) return inner_.read(buffer);
    const auto count = std::min(buffer.size(), head_.size() - given_);
    std::memcpy(buffer.data(), head_.data() + given_, count);
    given_ += count;
    return count;
}

bool UploadSource::rewind() {
    if (!inner_.rewind()) return false;
    head_.clear();
    given_ = 0;
    looked_ = false;
    return true;
}

}  // namespace outfield
