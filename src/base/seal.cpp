#include "base/seal.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <openssl/evp.h>
#include <outfield/error.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <fstream>
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

SealingKey SealingKey::load(const std::filesystem::path& file) {
    struct stat status {};
    if (::stat(file.c_str(), &status) != 0)
        throw Error(errno == EACCES ? ErrorKind::denied : ErrorKind::not_found,
                    fmt::format("the sealing key file {} cannot be read: {}", in_quotes(file.native()),
                                std::strerror(errno)));
    if ((status.st_mode & 077U) != 0)
        throw Error(ErrorKind::denied,
                    fmt::format("the sealing key file {0} can be read by others: run chmod 600 {0}",
                                in_quotes(file.native())));
    std::ifstream in(file);
    Secret text{std::string(std::istreambuf_iterator<char>(in), {})};
    SealingKey key;
    if (!bytes_from_hex(trim(text.reveal()), key.key_))
        throw Error(ErrorKind::invalid,
                    fmt::format("the sealing key file {} does not hold 64 hexadecimal digits",
                                in_quotes(file.native())));
    return key;
}

void SealingKey::save(const std::filesystem::path& file) const {
    const int descriptor = ::open(file.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (descriptor < 0)
        throw Error(errno == EEXIST ? ErrorKind::already_exists : ErrorKind::denied,
                    fmt::format("cannot create the sealing key file {}: {}", in_quotes(file.native()),
                                std::strerror(errno)));
    const Secret text{to_hex(Bytes(key_)) + "\n"};
    const auto& bytes = text.reveal();
    const bool written =
        ::write(descriptor, bytes.data(), bytes.size()) == static_cast<ssize_t>(bytes.size()) &&
        ::fsync(descriptor) == 0;
    ::close(descriptor);
    if (written) return;
    ::unlink(file.c_str());
    throw Error(ErrorKind::out_of_space,
                fmt::format("cannot write the sealing key file {}", in_quotes(file.native())));
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
