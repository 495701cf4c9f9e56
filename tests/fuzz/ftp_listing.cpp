#include "base/text.h"
#include "fuzz.h"
#include "stores/ftp/listing.h"

using namespace outfield;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const Time now(std::chrono::sys_days(std::chrono::year(2026) / 11 / 23));
    for (const auto dialect : {ftp::Dialect::mlsd, ftp::Dialect::list}) {
        for (const auto text : split(fuzz::text(data, size), '\n')) {
            fuzz::expect_answer_or_error([&] {
                const auto line = ftp::read_line(dialect, text, now);
                const bool is_entry = line.meaning == ftp::ListingLine::Meaning::entry;
                fuzz::require(!is_entry || line.entry.name.find('/') == std::string::npos);
                fuzz::require(!is_entry || (line.entry.name != "." && line.entry.name != ".."));
            });
        }
    }
    return 0;
}
