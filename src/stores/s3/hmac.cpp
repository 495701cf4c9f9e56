#include "stores/s3/hmac.h"

#include <openssl/core_names.h>
#include <openssl/evp.h>
#include <openssl/params.h>
#include <outfield/error.h>

namespace outfield::s3 {

// One context a thread, its digest looked up once: that costs more than the HMAC of a short text.
class HmacContext {
  public:
    HmacContext() {
        static EVP_MAC* const algorithm = EVP_MAC_fetch(nullptr, "HMAC", nullptr);
        char digest[] = "SHA256";
        const OSSL_PARAM parameters[] = {
            OSSL_PARAM_construct_utf8_string(OSSL_MAC_PARAM_DIGEST, digest, sizeof digest - 1),
            OSSL_PARAM_construct_end()};
        context_ = algorithm ? EVP_MAC_CTX_new(algorithm) : nullptr;
        if (!context_ || EVP_MAC_CTX_set_params(context_, parameters) != 1)
            throw Error(ErrorKind::unavailable, "OpenSSL offers no HMAC-SHA-256");
    }
    ~HmacContext() { EVP_MAC_CTX_free(context_); }
    HmacContext(const HmacContext&) = delete;
    HmacContext& operator=(const HmacContext&) = delete;

    EVP_MAC_CTX* get() { return context_; }

  private:
    EVP_MAC_CTX* context_;
};

Sha256 hmac_sha256(Bytes key, std::string_view text) {
    thread_local HmacContext context;
    const auto* key_data = reinterpret_cast<const unsigned char*>(key.data());
    Sha256 hash;
    std::size_t length = 0;
    if (EVP_MAC_init(context.get(), key_data, key.size(), nullptr) != 1 ||
        EVP_MAC_update(context.get(), reinterpret_cast<const unsigned char*>(text.data()), text.size()) !=
            1 ||
        EVP_MAC_final(context.get(), reinterpret_cast<unsigned char*>(hash.bytes.data()), &length,
                      hash.bytes.size()) != 1)
        throw Error(ErrorKind::unavailable, "OpenSSL could not compute an HMAC-SHA-256");
    return hash;
}

}  // namespace outfield::s3
