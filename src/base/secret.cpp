#include <openssl/crypto.h>
#include <outfield/settings.h>

namespace outfield {

static void wipe(std::string& text) {
    OPENSSL_cleanse(text.data(), text.capacity());
}

Secret& Secret::operator=(const Secret& other) {
    if (this == &other) return *this;
    wipe(value_);
    value_ = other.value_;
    return *this;
}

Secret& Secret::operator=(Secret&& other) noexcept {
    if (this == &other) return *this;
    wipe(value_);
    value_ = std::move(other.value_);
    wipe(other.value_);
    return *this;
}

Secret::~Secret() {
    wipe(value_);
}

}  // namespace outfield
