#include <curl/curl.h>

#include "stores/s3/http_state.h"

namespace outfield::s3 {

namespace {
struct Libcurl {
    Libcurl() { curl_global_init(CURL_GLOBAL_DEFAULT); }
};
}  // namespace

// libcurl allocates it for each transfer; from 128 KiB on that costs system calls, and a larger one gains
// nothing.
static constexpr long receive_buffer = 96L << 10U;

static void set_limits(CURL* easy, const HttpOptions& options) {
    curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(easy, CURLOPT_TCP_NODELAY, 1L);
    curl_easy_setopt(easy, CURLOPT_TCP_KEEPALIVE, 1L);
    curl_easy_setopt(easy, CURLOPT_CONNECTTIMEOUT, static_cast<long>(options.connect_timeout.count()));
    curl_easy_setopt(easy, CURLOPT_BUFFERSIZE, receive_buffer);
}

static void set_protocol(CURL* easy, const HttpOptions& options) {
    curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, "http,https");
    curl_easy_setopt(easy, CURLOPT_HTTP_VERSION, CURL_HTTP_VERSION_1_1);
    curl_easy_setopt(easy, CURLOPT_FOLLOWLOCATION, 0L);
    curl_easy_setopt(easy, CURLOPT_PATH_AS_IS, 1L);  // what is sent must be what was signed
    curl_easy_setopt(easy, CURLOPT_NETRC, CURL_NETRC_IGNORED);
    curl_easy_setopt(easy, CURLOPT_USERAGENT, "outfield");
    curl_easy_setopt(easy, CURLOPT_SSL_VERIFYPEER, options.tls_verify ? 1L : 0L);
    curl_easy_setopt(easy, CURLOPT_SSL_VERIFYHOST, options.tls_verify ? 2L : 0L);
    if (!options.ca_file.empty()) curl_easy_setopt(easy, CURLOPT_CAINFO, options.ca_file.c_str());
}

HttpConnection::State::State(const HttpOptions& options) : limits(options.pace) {
    static const Libcurl libcurl;
    easy.reset(curl_easy_init());
    multi.reset(curl_multi_init());
    if (!easy || !multi) throw std::bad_alloc();
    set_limits(easy.get(), options);
    set_protocol(easy.get(), options);
    curl_easy_setopt(easy.get(), CURLOPT_ERRORBUFFER, error_text);
    curl_easy_setopt(easy.get(), CURLOPT_HEADERFUNCTION, on_header);
    curl_easy_setopt(easy.get(), CURLOPT_HEADERDATA, this);
    curl_easy_setopt(easy.get(), CURLOPT_WRITEFUNCTION, on_body);
    curl_easy_setopt(easy.get(), CURLOPT_WRITEDATA, this);
    curl_easy_setopt(easy.get(), CURLOPT_READFUNCTION, on_upload);
    curl_easy_setopt(easy.get(), CURLOPT_READDATA, this);
    curl_easy_setopt(easy.get(), CURLOPT_SEEKFUNCTION, on_seek);
    curl_easy_setopt(easy.get(), CURLOPT_SEEKDATA, this);
}

}  // namespace outfield::s3
