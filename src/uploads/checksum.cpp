#include "uploads/checksum.h"

#include <fmt/format.h>
#include <openssl/evp.h>
#include <outfield/error.h>

#include <algorithm>
#include <array>

#include "base/base64.h"
#include "base/text.h"

namespace outfield::uploads {

struct Checksum::Context {
    EVP_MD_CTX* digest = EVP_MD_CTX_new();
    ~Context() { EVP_MD_CTX_free(digest); }
};

void Checksum::Ending::operator()(Context* context) const noexcept {
    delete context;
}

Checksum::Checksum(std::unique_ptr<Context, Ending> context, std::string expected)
    : context_(std::move(context)), expected_(std::move(expected)) {}

[[noreturn]] static void refuse(std::string_view header) {
    throw Error(ErrorKind::invalid,
                fmt::format("the Upload-Checksum {} is none of {}, each with its value in base64",
                            in_quotes(header, 80), Checksum::algorithms));
}

Checksum Checksum::parse(std::string_view header) {
    const auto space = std::min(header.find(' '), header.size());
    const std::string name(header.substr(0, space));
    const auto offered = split(algorithms, ',');
    auto expected = base64_decode(trim(header.substr(space)));
    if (std::find(offered.begin(), offered.end(), name) == offered.end() || !expected) refuse(header);
    const auto* algorithm = EVP_get_digestbyname(name.c_str());
    if (!algorithm || expected->size() != static_cast<std::size_t>(EVP_MD_size(algorithm))) refuse(header);
    std::unique_ptr<Context, Ending> context(new Context);
    if (!context->digest || EVP_DigestInit_ex(context->digest, algorithm, nullptr) != 1)
        throw Error(ErrorKind::unsupported, fmt::format("OpenSSL does not offer {} here", name));
    return {std::move(context), *std::move(expected)};
}

void Checksum::update(Bytes bytes) {
    EVP_DigestUpdate(context_->digest, bytes.data(), bytes.size());
}

bool Checksum::matches() {
    std::array<unsigned char, EVP_MAX_MD_SIZE> value{};
    unsigned size = 0;
    EVP_DigestFinal_ex(context_->digest, value.data(), &size);
    return std::string_view(reinterpret_cast<const char*>(value.data()), size) == expected_;
}

}  // namespace outfield::uploads
