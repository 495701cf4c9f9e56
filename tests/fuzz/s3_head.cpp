#include "fuzz.h"
#include "stores/s3/answer.h"
#include "stores/s3/timestamps.h"

using namespace outfield;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const s3::HttpAnswer answer{.status = 206, .head = std::string(fuzz::text(data, size)), .body = {}};
    fuzz::expect_answer_or_error([&] { s3::object_info("key", answer); });
    fuzz::expect_answer_or_error([&] { s3::refusal_in(answer); });
    fuzz::expect_answer_or_error([&] {
        const auto range = s3::content_range(answer);
        fuzz::require(!range || (range->first <= range->last && range->last < range->size));
    });
    s3::parse_http_date(fuzz::text(data, size));
    s3::parse_iso_date(fuzz::text(data, size));
    return 0;
}
