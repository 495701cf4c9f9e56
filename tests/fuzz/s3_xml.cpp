#include "fuzz.h"
#include "stores/s3/answer.h"

using namespace outfield;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto body = fuzz::text(data, size);
    fuzz::expect_answer_or_error([&] { s3::objects_in(body); });
    fuzz::expect_answer_or_error([&] { s3::buckets_in(body); });
    fuzz::expect_answer_or_error([&] { s3::uploads_in(body); });
    fuzz::expect_answer_or_error([&] { s3::versions_in(body); });
    fuzz::expect_answer_or_error([&] { s3::upload_id_in(body); });
    fuzz::expect_answer_or_error([&] { s3::copied_etag_in(body); });
    fuzz::expect_answer_or_error(
        [&] { s3::refusal_in({.status = 403, .head = {}, .body = std::string(body)}); });
    return 0;
}
