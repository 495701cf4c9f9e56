// The inside of HttpConnection: libcurl's handles and the exchange that is under way.
#pragma once

#include <curl/curl.h>

#include <exception>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "stores/s3/http.h"

namespace outfield::s3 {

struct HttpConnection::State {
    explicit State(const HttpOptions& options);

    void prepare(const HttpRequest& request);
    bool step();  // does what can be done now or waits for more; false when the transfer has ended
    HttpAnswer finish();

    struct CloseEasy {
        void operator()(CURL* handle) const { curl_easy_cleanup(handle); }
    };
    struct CloseMulti {
        void operator()(CURLM* handle) const { curl_multi_cleanup(handle); }
    };
    std::unique_ptr<CURLM, CloseMulti> multi;
    std::unique_ptr<CURL, CloseEasy> easy;  // closed first
    std::vector<std::string> header_lines;  // kept for their memory; libcurl only reads the list of nodes
    std::vector<curl_slist> header_nodes;

    const HttpRequest* request = nullptr;
    BodyReceiver* receiver = nullptr;
    HttpAnswer answer;
    bool receiving = false;
    std::uint64_t streamed = 0;
    std::exception_ptr thrown;  // by the stream or the receiver, on its way through libcurl
    CURLcode result = CURLE_OK;
    bool broken = false;
    const PaceLimits limits;
    std::optional<Pace> pace;  // of the exchange that is under way
    char error_text[CURL_ERROR_SIZE] = {};

  private:
    void set_method();
    void set_body();
    void set_headers();
    TransportFailure failure() const;
    bool request_sent() const;
    bool keeps_pace(bool stirred);
    void take(Bytes bytes);

    static std::size_t on_header(char* data, std::size_t size, std::size_t count, void* state);
    static std::size_t on_body(char* data, std::size_t size, std::size_t count, void* state);
    static std::size_t on_upload(char* data, std::size_t size, std::size_t count, void* state);
    static int on_seek(void* state, curl_off_t offset, int origin);
};

}  // namespace outfield::s3
