#include "bare_loop.h"

#include <curl/curl.h>
#include <openssl/evp.h>

#include <algorithm>
#include <cstring>
#include <memory>
#include <stdexcept>
#include <vector>

namespace outfield::benchmarks {
namespace {

struct Transfer {
    CURL* easy = curl_easy_init();
    EVP_MD_CTX* hash = EVP_MD_CTX_new();
    const std::string* body = nullptr;
    std::size_t sent = 0;

    Transfer() = default;
    Transfer(const Transfer&) = delete;
    Transfer& operator=(const Transfer&) = delete;
    ~Transfer() {
        curl_easy_cleanup(easy);
        EVP_MD_CTX_free(hash);
    }
};

std::size_t on_read(char* data, std::size_t, std::size_t room, void* user) {
    auto& transfer = *static_cast<Transfer*>(user);
    const auto count = std::min(room, transfer.body->size() - transfer.sent);
    std::memcpy(data, transfer.body->data() + transfer.sent, count);
    transfer.sent += count;
    return count;
}

std::size_t on_write(char* data, std::size_t, std::size_t size, void* user) {
    auto& transfer = *static_cast<Transfer*>(user);
    if (!transfer.body) EVP_DigestUpdate(transfer.hash, data, size);
    return size;
}

class Loop {
  public:
    Loop(const BareLoop& loop, const std::string* body)
        : loop_(loop), body_(body), transfers_(loop.at_a_time) {
        for (auto& transfer : transfers_) set_up(transfer);
    }
    ~Loop() {
        for (auto& transfer : transfers_) curl_multi_remove_handle(multi_, transfer.easy);
        transfers_.clear();
        curl_multi_cleanup(multi_);
        EVP_MD_free(sha256_);
    }
    Loop(const Loop&) = delete;
    Loop& operator=(const Loop&) = delete;

    void run() {
        for (auto& transfer : transfers_) begin(transfer);
        while (done_ < loop_.count) {
            int running = 0;
            curl_multi_perform(multi_, &running);
            int left = 0;
            bool ended = false;
            while (const auto* message = curl_multi_info_read(multi_, &left)) {
                end(*message);
                ended = true;
            }
            if (!ended) curl_multi_poll(multi_, nullptr, 0, loop_.longest_poll, nullptr);
        }
    }

  private:
    void set_up(Transfer& transfer) {
        transfer.body = body_;
        auto* easy = transfer.easy;
        curl_easy_setopt(easy, CURLOPT_PRIVATE, &transfer);
        curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
        curl_easy_setopt(easy, CURLOPT_TCP_NODELAY, 1L);
        curl_easy_setopt(easy, CURLOPT_FAILONERROR, 1L);
        curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, on_write);
        curl_easy_setopt(easy, CURLOPT_WRITEDATA, &transfer);
        curl_easy_setopt(easy, CURLOPT_FTP_FILEMETHOD, static_cast<long>(CURLFTPMETHOD_NOCWD));
        if (!loop_.user.empty()) curl_easy_setopt(easy, CURLOPT_USERPWD, loop_.user.c_str());
        if (!body_) return;
        curl_easy_setopt(easy, CURLOPT_UPLOAD, 1L);
        curl_easy_setopt(easy, CURLOPT_READFUNCTION, on_read);
        curl_easy_setopt(easy, CURLOPT_READDATA, &transfer);
        curl_easy_setopt(easy, CURLOPT_INFILESIZE_LARGE, static_cast<curl_off_t>(body_->size()));
    }

    void begin(Transfer& transfer) {
        if (next_ == loop_.count) return;
        EVP_DigestInit_ex2(transfer.hash, sha256_, nullptr);
        transfer.sent = 0;
        if (body_) {
            EVP_DigestUpdate(transfer.hash, body_->data(), body_->size());
            finish_hash(transfer);
        }
        curl_easy_setopt(transfer.easy, CURLOPT_URL, loop_.url(next_++).c_str());
        curl_multi_add_handle(multi_, transfer.easy);
    }

    void end(const CURLMsg& message) {
        if (message.data.result != CURLE_OK)
            throw std::runtime_error(std::string("the bare loop: ") +
                                     curl_easy_strerror(message.data.result));
        Transfer* transfer = nullptr;
        curl_easy_getinfo(message.easy_handle, CURLINFO_PRIVATE, &transfer);
        if (!body_) finish_hash(*transfer);
        ++done_;
        curl_multi_remove_handle(multi_, transfer->easy);
        begin(*transfer);
    }

    static void finish_hash(Transfer& transfer) {
        unsigned char hash[32];
        EVP_DigestFinal_ex(transfer.hash, hash, nullptr);
    }

    const BareLoop& loop_;
    const std::string* body_;
    CURLM* multi_ = curl_multi_init();
    EVP_MD* sha256_ = EVP_MD_fetch(nullptr, "SHA256", nullptr);
    std::vector<Transfer> transfers_;
    unsigned next_ = 0, done_ = 0;
};

}  // namespace

void bare_uploads(const BareLoop& loop, const std::string& body) {
    curl_global_init(CURL_GLOBAL_DEFAULT);
    Loop(loop, &body).run();
}

void bare_downloads(const BareLoop& loop) {
    curl_global_init(CURL_GLOBAL_DEFAULT);
    Loop(loop, nullptr).run();
}

}  // namespace outfield::benchmarks
