#include "base/random.h"

#include <openssl/rand.h>
#include <outfield/error.h>

#include <algorithm>
#include <vector>

namespace outfield {

void fill_random(std::span<std::byte> bytes) {
    if (RAND_bytes(reinterpret_cast<unsigned char*>(bytes.data()), static_cast<int>(bytes.size())) != 1)
        throw Error(ErrorKind::unavailable, "the operating system gave no random bytes");
}

std::string random_id(std::size_t length) {
    static constexpr std::string_view alphabet = "0123456789abcdefghjkmnpqrstvwxyz";
    std::vector<std::byte> raw(length);
    fill_random(raw);
    std::string id(length, '0');
    std::transform(raw.begin(), raw.end(), id.begin(),
                   [](std::byte b) { return alphabet[std::to_integer<unsigned>(b) & 31U]; });
    return id;
}

}  // namespace outfield
