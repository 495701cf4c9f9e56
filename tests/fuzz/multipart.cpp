#include "wire/multipart.h"

#include <algorithm>
#include <string>

#include "fuzz.h"

using namespace outfield;

namespace {

struct Noted final : wire::FormHandler {
    void part_begin(const wire::FormPart& part) override {
        fuzz::require(!is_open && (!part.file_name || part.file_name->find('/') == std::string::npos));
        is_open = true;
        text += "[" + part.name;
    }
    void part_data(std::string_view piece) override {
        fuzz::require(is_open && !piece.empty());
        text += piece;
    }
    void part_end() override {
        fuzz::require(is_open);
        is_open = false;
        text += "]";
    }
    bool is_open = false;
    std::string text;
};

}  // namespace

// In one piece and in small ones: the same parts, and the same end.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto form = fuzz::text(data, size);
    const auto read = [&](std::size_t step) {
        Noted noted;
        bool has_ended = false;
        fuzz::expect_answer_or_error([&] {
            wire::MultipartReader reader("XX", noted, {.parts = 5, .header_bytes = 200});
            for (auto rest = form; !rest.empty(); rest.remove_prefix(std::min(step, rest.size())))
                reader.feed(rest.substr(0, step));
            reader.finish();
            has_ended = true;
        });
        return has_ended ? noted.text : "";
    };
    fuzz::require(read(3) == read(size + 1));
    fuzz::expect_answer_or_error([&] { wire::boundary_in(form); });
    return 0;
}
