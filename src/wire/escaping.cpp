#include "wire/escaping.h"

#include <fmt/format.h>
#include <outfield/error.h>

#include <algorithm>
#include <cstdint>
#include <cstring>

#include "base/text.h"
#include "wire/base64_stream.h"

namespace outfield::wire {
namespace {

constexpr std::size_t deepest_answer = 200;
constexpr std::string_view replacement = "\xEF\xBF\xBD";

Escapes xml() {
    Escapes escapes{};
    for (unsigned c = 0; c < 0x20U; ++c) escapes[c] = "";
    escapes['\t'] = escapes['\n'] = nullptr;
    escapes['\r'] = "&#13;";  // a reader makes \n of a bare one
    escapes['&'] = "&amp;";
    escapes['<'] = "&lt;";
    escapes['>'] = "&gt;";
    return escapes;
}

Escapes json() {
    static std::array<std::string, 0x20> controls;
    Escapes escapes{};
    for (unsigned c = 0; c < 0x20U; ++c) {
        controls[c] = fmt::format("\\u{:04x}", c);
        escapes[c] = controls[c].c_str();
    }
    escapes['\n'] = "\\n";
    escapes['\r'] = "\\r";
    escapes['\t'] = "\\t";
    escapes['"'] = "\\\"";
    escapes['\\'] = "\\\\";
    return escapes;
}

bool is_ascii(std::string_view text) {
    std::uint64_t bits = 0, word = 0;
    for (; text.size() >= sizeof word; text.remove_prefix(sizeof word)) {
        std::memcpy(&word, text.data(), sizeof word);
        bits |= word;
    }
    for (const char c : text) bits |= static_cast<unsigned char>(c) & 0x80U;
    return (bits & 0x8080808080808080U) == 0;
}

std::size_t length_after(char lead) {
    const auto byte = static_cast<unsigned char>(lead);
    return byte < 0x80U ? 1 : byte < 0xE0U ? 2 : byte < 0xF0U ? 3 : 4;
}

// Also without U+FFFE and U+FFFF, which XML cannot hold.
std::string repaired(std::string_view text, bool for_xml) {
    std::string whole;
    while (!text.empty()) {
        const auto character = text.substr(0, length_after(text.front()));
        const bool is_good = valid_utf8(character);
        if (!is_good)
            whole += replacement;
        else if (!for_xml || (character != "\xEF\xBF\xBE" && character != "\xEF\xBF\xBF"))
            whole += character;
        text.remove_prefix(is_good ? character.size() : 1);
    }
    return whole;
}

// How many bytes at the end are the beginning of a character.
std::size_t incomplete_tail(std::string_view text) {
    for (std::size_t back = 1; back <= std::min<std::size_t>(3, text.size()); ++back) {
        const char c = text[text.size() - back];
        if ((static_cast<unsigned char>(c) & 0xC0U) == 0x80U) continue;
        return length_after(c) > back ? back : 0;
    }
    return 0;
}

void write_valid(AnswerText& out, std::string_view text, const Escapes& escapes) {
    std::size_t plain = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char* escape = escapes[static_cast<unsigned char>(text[i])];
        if (!escape) continue;
        out << text.substr(plain, i - plain) << escape;
        plain = i + 1;
    }
    out << text.substr(plain);
}

}  // namespace

const Escapes xml_escapes = xml();
const Escapes json_escapes = json();

void write_escaped(AnswerText& out, std::string_view text, const Escapes& escapes) {
    if (is_ascii(text)) return write_valid(out, text, escapes);
    const bool for_xml = &escapes == &xml_escapes;
    if (valid_utf8(text) && !(for_xml && text.find("\xEF\xBF") != text.npos))
        return write_valid(out, text, escapes);
    write_valid(out, repaired(text, for_xml), escapes);
}

void write_escaped(AnswerText& out, const LongText& text, const Escapes& escapes) {
    const auto source = text.open();
    std::string piece(64 * 1024, '\0');
    std::size_t kept = 0;
    for (;;) {
        const auto room = std::as_writable_bytes(std::span(piece)).subspan(kept);
        const auto count = source->read(room);
        const std::string_view got(piece.data(), kept + count);
        kept = count == 0 ? 0 : incomplete_tail(got);
        write_escaped(out, got.substr(0, got.size() - kept), escapes);
        if (count == 0) return;
        std::memmove(piece.data(), got.data() + got.size() - kept, kept);
    }
}

void write_base64(AnswerText& out, const Content& content) {
    Base64EncodingSink sink(out);
    content.deliver(sink);
    sink.finish();
    if (sink.count() != content.size)
        throw Error(ErrorKind::corrupt,
                    fmt::format("a value of {} bytes was read as {} bytes", content.size, sink.count()));
}

std::string number_text(double number) {
    auto text = fmt::format("{}", number);
    if (text.find_first_of(".eE") == text.npos) text += ".0";
    return text;
}

void check_depth(std::size_t depth) {
    if (depth > deepest_answer)
        throw Error(ErrorKind::invalid, fmt::format("an answer is more than {} deep", deepest_answer));
}

}  // namespace outfield::wire
