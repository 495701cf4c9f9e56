#include "content.h"

#include <random>

namespace torture {

std::string content_of(std::string_view token) {
    std::uint32_t seed = 2166136261U;  // FNV-1a
    for (const char c : token) seed = (seed ^ static_cast<unsigned char>(c)) * 16777619U;
    std::minstd_rand random(seed);
    const auto draw = random() % 400;
    const std::size_t size = draw == 0 ? 6 << 20 : draw < 10 ? 300 << 10 : 100 + random() % 16000;
    std::string content(token);
    content += '\n';
    while (content.size() < size) content += static_cast<char>(random() >> 8);
    return content;
}

std::string token_of(std::string_view content) {
    return std::string(content.substr(0, content.find('\n')));
}

}  // namespace torture
