#include "base/seal.h"

#include <openssl/evp.h>
#include <outfield/error.h>

#include <memory>

#include "base/base64.h"
#include "base/random.h"
#include "base/text.h"

namespace outfield {
namespace {

constexpr std::size_t nonce_size = 12;
constexpr std::size_t tag_size = 16;
constexpr std::string_view version = "1:";

using Cipher = std::unique_ptr<EVP_CIPHER_CTX, decltype(&EVP_CIPHER_CTX_free)>;

Cipher new_cipher() {
    return Cipher(EVP_CIPHER_CTX_new(), &EVP_CIPHER_CTX_free);
}

const unsigned char* raw(const void* data) {
    return static_cast<const unsigned char*>(data);
}
unsigned char* raw(void* data) {
    return static_cast<unsigned char*>(data);
}

Error unsealable() {
    return Error(
        ErrorKind::corrupt,
        "a sealed secret cannot be opened: the sealing key is not the one that it was sealed with, or the "
        "catalog was altered; enter the secret again or restore the key file");
}

}  // namespace

SealingKey SealingKey::generate() {
    SealingKey key;
    fill_random(key.key_);
    return key;
}

std::optional<SealingKey> SealingKey::from_hex(std::string_view digits) {
    SealingKey key;
    if (!bytes_from_hex(digits, key.key_)) return std::nullopt;
    return key;
}

Secret SealingKey::to_hex() const {
    return Secret{outfield::to_hex(Bytes(key_))};
}

std::string SealingKey::seal(const Secret& secret, std::string_view context) const {
    const std::string& plain = secret.reveal();
    std::string out(nonce_size + plain.size() + tag_size, '\0');
    fill_random(std::as_writable_bytes(std::span(out)).first(nonce_size));
    auto cipher = new_cipher();
    int length = 0;
    const bool sealed =
        EVP_EncryptInit_ex(cipher.get(), EVP_aes_256_gcm(), nullptr, raw(key_.data()), raw(out.data())) ==
            1 &&
        EVP_EncryptUpdate(cipher.get(), nullptr, &length, raw(context.data()),
                          static_cast<int>(context.size())) == 1 &&
        EVP_EncryptUpdate(cipher.get(), raw(out.data() + nonce_size), &length, raw(plain.data()),
                          static_cast<int>(plain.size())) == 1 &&
        EVP_EncryptFinal_ex(cipher.get(), raw(out.data() + nonce_size + length), &length) == 1 &&
        EVP_CIPHER_CTX_ctrl(cipher.get(), EVP_CTRL_GCM_GET_TAG, tag_size,
                            out.data() + nonce_size + plain.size()) == 1;
    if (!sealed) throw Error(ErrorKind::unavailable, "OpenSSL could not seal a secret");
    return std::string(version) + base64_encode(std::as_bytes(std::span(out)));
}

Secret SealingKey::open(std::string_view sealed, std::string_view context) const {
    if (!sealed.starts_with(version)) throw unsealable();
    auto decoded = base64_decode(sealed.substr(version.size()));
    if (!decoded || decoded->size() < nonce_size + tag_size) throw unsealable();
    const auto size = decoded->size() - nonce_size - tag_size;
    char* const body = decoded->data() + nonce_size;
    std::string plain(size, '\0');
    auto cipher = new_cipher();
    int length = 0;
    const bool opened =
        EVP_DecryptInit_ex(cipher.get(), EVP_aes_256_gcm(), nullptr, raw(key_.data()),
                           raw(decoded->data())) == 1 &&
        EVP_DecryptUpdate(cipher.get(), nullptr, &length, raw(context.data()),
                          static_cast<int>(context.size())) == 1 &&
        EVP_DecryptUpdate(cipher.get(), raw(plain.data()), &length, raw(body), static_cast<int>(size)) == 1 &&
        EVP_CIPHER_CTX_ctrl(cipher.get(), EVP_CTRL_GCM_SET_TAG, tag_size, body + size) == 1 &&
        EVP_DecryptFinal_ex(cipher.get(), raw(plain.data() + length), &length) == 1;
    Secret secret{std::move(plain)};
    if (!opened) throw unsealable();
    return secret;
}

}  // namespace outfield
