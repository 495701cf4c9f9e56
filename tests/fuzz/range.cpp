#include <outfield/time.h>

#include "fuzz.h"
#include "wire/conditions.h"
#include "wire/content_digest.h"
#include "wire/content_disposition.h"
#include "wire/cookies.h"
#include "wire/header_parameters.h"
#include "wire/http_date.h"
#include "wire/http_range.h"
#include "wire/query_string.h"
#include "wire/safe_inline.h"
#include "wire/tus_metadata.h"

using namespace outfield;

static void check_ranges(std::string_view header) {
    for (const std::uint64_t size : {0U, 1U, 11U}) {
        const auto range = wire::requested_range(header, size);
        if (range.kind != wire::RequestedRange::Kind::part) continue;
        fuzz::require(range.length > 0 && range.first < size && range.length <= size - range.first);
    }
}

static void check_names(std::string_view name) {
    const auto safe = wire::safe_file_name(name);
    fuzz::require(safe.find_first_of("/\\\r\n") == safe.npos && safe.size() <= 255 && safe != "..");
    const auto header = wire::content_disposition(wire::Disposition::saved, name);
    for (const char c : header) fuzz::require(c >= 0x20 && c < 0x7F);
    if (safe.empty()) return;
    const auto read = wire::parse_parameters(header);
    fuzz::require(wire::decode_extended(*read.find("filename*")) == safe);
}

static void check_dates(std::string_view text) {
    const auto date = wire::parse_http_date(text);
    fuzz::require(!date || wire::parse_http_date(wire::http_date(*date)) == date);
}

// The smaller grammars of HTTP: each takes every header.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto header = fuzz::text(data, size);
    check_ranges(header);
    check_names(header);
    check_dates(header);
    wire::cookie(header, "session_id");
    wire::may_be_shown(header);
    const auto type = wire::content_type(header);
    for (const char c : type) fuzz::require(c >= 0x20 && c < 0x7F);
    fuzz::expect_answer_or_error([&] {
        for (const auto& tag : wire::parse_entity_tags(header).tags)
            fuzz::require(wire::parse_entity_tags(to_string(tag)).tags.at(0) == tag);
    });
    fuzz::expect_answer_or_error([&] { wire::range_is_wanted({.if_range = header}, {}); });
    fuzz::expect_answer_or_error([&] { wire::parse_form_disposition(header); });
    fuzz::expect_answer_or_error([&] { wire::parse_digest(header); });
    fuzz::expect_answer_or_error([&] { wire::parse_query(header); });
    fuzz::expect_answer_or_error([&] {
        const auto metadata = wire::parse_tus_metadata(header);
        fuzz::require(wire::parse_tus_metadata(render(metadata)) == metadata);
    });
    return 0;
}
