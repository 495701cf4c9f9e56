#include "base/text.h"
#include "fuzz.h"
#include "stores/ftp/reply.h"

using namespace outfield;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    ftp::ReplyReader reader;
    for (const auto line : split(fuzz::text(data, size), '\n')) {
        fuzz::expect_answer_or_error([&] {
            const auto reply = reader.feed(line);
            if (!reply) return;
            fuzz::require(reply->code >= 100 && reply->code <= 599 && reply->text.size() <= 1000);
            ftp::size_in(*reply);
            ftp::time_from(reply->text);
        });
    }
    return 0;
}
