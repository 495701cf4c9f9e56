#include <openssl/evp.h>
#include <outfield/error.h>
#include <outfield/sha256.h>

#include "base/text.h"

namespace outfield {

// Fetched once: EVP_sha256() looks the algorithm up again at every use.
static const EVP_MD* sha256_algorithm() {
    static EVP_MD* const algorithm = EVP_MD_fetch(nullptr, "SHA256", nullptr);
    return algorithm;
}

struct Sha256Hasher::Context {
    EVP_MD_CTX* evp = EVP_MD_CTX_new();
    Context() { start(); }
    ~Context() { EVP_MD_CTX_free(evp); }
    Context(const Context&) = delete;
    Context& operator=(const Context&) = delete;
    void start() {
        if (EVP_DigestInit_ex2(evp, sha256_algorithm(), nullptr) != 1)
            throw Error(ErrorKind::unavailable, "OpenSSL offers no SHA-256");
    }
};

Sha256Hasher::Sha256Hasher() : context_(std::make_unique<Context>()) {}
Sha256Hasher::~Sha256Hasher() = default;
Sha256Hasher::Sha256Hasher(Sha256Hasher&&) noexcept = default;
Sha256Hasher& Sha256Hasher::operator=(Sha256Hasher&&) noexcept = default;

void Sha256Hasher::update(Bytes bytes) {
    EVP_DigestUpdate(context_->evp, bytes.data(), bytes.size());
}

Sha256 Sha256Hasher::finish() {
    Sha256 hash;
    unsigned length = 0;
    EVP_DigestFinal_ex(context_->evp, reinterpret_cast<unsigned char*>(hash.bytes.data()), &length);
    context_->start();
    return hash;
}

Sha256 sha256_of(Bytes bytes) {
    thread_local Sha256Hasher hasher;
    hasher.update(bytes);
    return hasher.finish();
}

Sha256 sha256_of(std::string_view text) {
    return sha256_of(std::as_bytes(std::span(text)));
}

std::string to_hex(const Sha256& hash) {
    return to_hex(Bytes(hash.bytes));
}

std::optional<Sha256> sha256_from_hex(std::string_view hex) {
    Sha256 hash;
    if (hex.size() != 64 || !bytes_from_hex(hex, hash.bytes)) return std::nullopt;
    return hash;
}

}  // namespace outfield
