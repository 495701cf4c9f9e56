// Presigner, where the store offers one: the address is fetched by curl, which has no credentials.
#include <curl/curl.h>
#include <outfield/conformance.h>

#include <memory>
#include <thread>

#include "material.h"

namespace outfield::conformance {
namespace {

struct Answer {
    long status = 0;
    std::string body;
};

std::size_t append(char* bytes, std::size_t, std::size_t length, void* text) {
    static_cast<std::string*>(text)->append(bytes, length);
    return length;
}

Answer fetch(const std::string& url, const std::string& ca_file) {
    const std::unique_ptr<CURL, decltype(&curl_easy_cleanup)> curl(curl_easy_init(), curl_easy_cleanup);
    Answer answer;
    char reason[CURL_ERROR_SIZE] = "";
    curl_easy_setopt(curl.get(), CURLOPT_URL, url.c_str());
    curl_easy_setopt(curl.get(), CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(curl.get(), CURLOPT_TIMEOUT, 60L);
    curl_easy_setopt(curl.get(), CURLOPT_ERRORBUFFER, reason);
    curl_easy_setopt(curl.get(), CURLOPT_WRITEFUNCTION, append);
    curl_easy_setopt(curl.get(), CURLOPT_WRITEDATA, &answer.body);
    if (!ca_file.empty()) curl_easy_setopt(curl.get(), CURLOPT_CAINFO, ca_file.c_str());
    if (const auto code = curl_easy_perform(curl.get()); code != CURLE_OK) {
        ADD_FAILURE() << "the address cannot be fetched: " << curl_easy_strerror(code) << ' ' << reason;
    }
    curl_easy_getinfo(curl.get(), CURLINFO_RESPONSE_CODE, &answer.status);
    return answer;
}

}  // namespace

TEST_P(StorageConformance, APresignedAddressNeedsNoCredentials) {
    auto* const presigner = storage().presigner();
    if (!presigner) GTEST_SKIP() << "this store offers no presigner";
    const auto bytes = content(100'000);
    for (const char* key : {"plain", "with/folders/.and-dots_.x"}) {
        put(storage(), at(key), bytes);
        const auto answer =
            fetch(presigner->presign_get(at(key), std::chrono::minutes(5)), GetParam().ca_file);
        EXPECT_EQ(answer.status, 200) << answer.body.substr(0, 500);
        EXPECT_TRUE(answer.body == bytes);
    }
}

TEST_P(StorageConformance, APresignedAddressExpires) {
    using namespace std::chrono_literals;
    auto* const presigner = storage().presigner();
    if (!presigner) GTEST_SKIP() << "this store offers no presigner";
    put(storage(), at("brief"), "secret of two seconds");
    const auto url = presigner->presign_get(at("brief"), 1s);
    std::this_thread::sleep_for(2500ms);
    const auto answer = fetch(url, GetParam().ca_file);
    EXPECT_GE(answer.status, 400);
    EXPECT_EQ(answer.body.find("secret of"), std::string::npos);
}

}  // namespace outfield::conformance
