// What one operation on a session came to.
#pragma once

#include <curl/curl.h>

#include <exception>
#include <string>

#include "stores/ftp/transcript.h"

namespace outfield::ftp {

struct Outcome {
    CURLcode code = CURLE_OK;
    std::string detail;  // libcurl's own words on a failure
    Transcript transcript;
    std::exception_ptr thrown;  // by the source or the sink of the caller; it is the cause then

    bool ok() const noexcept { return code == CURLE_OK; }
    void rethrow() const {
        if (thrown) std::rethrow_exception(thrown);
    }
};

}  // namespace outfield::ftp
