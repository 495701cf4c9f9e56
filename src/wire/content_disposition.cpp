#include "wire/content_disposition.h"

#include <fmt/format.h>
#include <outfield/error.h>

#include "base/text.h"
#include "wire/header_parameters.h"

namespace outfield::wire {

static constexpr std::size_t longest_name = 255;

// A length in bytes that does not cut a character in two.
static std::string_view shortened(std::string_view utf8, std::size_t most) {
    if (utf8.size() <= most) return utf8;
    while (most > 0 && (static_cast<unsigned char>(utf8[most]) & 0xC0U) == 0x80U) --most;
    return utf8.substr(0, most);
}

std::string safe_file_name(std::string_view name) {
    name.remove_prefix(name.find_last_of("/\\") + 1);
    if (!valid_utf8(name)) return "";
    std::string safe;
    for (const char c : name)
        if (static_cast<unsigned char>(c) >= 0x20U && c != 0x7F) safe += c;
    const auto trimmed = shortened(trim(safe), longest_name);
    return trimmed == "." || trimmed == ".." ? "" : std::string(trimmed);
}

// U+00C0 to U+017F; '_' where there is no letter.
static constexpr std::string_view latin_letters =
    "AAAAAA_CEEEEIIIIDNOOOOO_OUUUUY__aaaaaa_ceeeeiiiidnooooo_ouuuuy_y"
    "AaAaAaCcCcCcCcDdDdEeEeEeEeEeGgGgGgGgHhHhIiIiIiIiIi__JjKkkLlLlLlL"
    "lLlNnNnNnn__OoOoOo__RrRrRrSsSsSsSsTtTtTtUuUuUuUuUuUuWwYyYZzZzZzs";
static_assert(latin_letters.size() == 0x180 - 0xC0);

std::string in_ascii(std::string_view utf8) {
    std::string ascii;
    for (std::size_t i = 0; i < utf8.size(); ++i) {
        const auto byte = static_cast<unsigned char>(utf8[i]);
        if (byte < 0x80U) {
            ascii += utf8[i];
        } else if ((byte & 0xC0U) != 0x80U) {
            const unsigned next = i + 1 < utf8.size() ? static_cast<unsigned char>(utf8[i + 1]) & 0x3FU : 0U;
            const unsigned point = (byte & 0x1FU) << 6U | next;
            const bool is_latin = byte < 0xE0U && point >= 0xC0U && point < 0x180U;
            const bool is_accent = byte == 0xCCU || (byte == 0xCDU && next < 0x30U);  // U+0300 to U+036F
            if (!is_accent) ascii += is_latin ? latin_letters[point - 0xC0U] : '_';
        }
    }
    return ascii;
}

std::string content_disposition(Disposition disposition, std::string_view file_name) {
    const std::string_view word = disposition == Disposition::saved ? "attachment" : "inline";
    const auto name = safe_file_name(file_name);
    if (name.empty()) return std::string(word);
    auto quotable = in_ascii(name);
    for (char& c : quotable)
        if (c == '"' || c == '\\') c = '_';
    return fmt::format("{}; filename=\"{}\"; filename*={}", word, quotable, encode_extended(name));
}

FormDisposition parse_form_disposition(std::string_view header) {
    const auto parsed = parse_parameters(header);
    const auto* name = parsed.find("name");
    if (parsed.value != "form-data" || !name)
        throw Error(ErrorKind::invalid, "its Content-Disposition is not written form-data; name=\"...\"");
    if (!valid_utf8(*name)) throw Error(ErrorKind::invalid, "its name is not in UTF-8");
    FormDisposition form{*name, {}};
    if (const auto* plain = parsed.find("filename")) form.file_name = safe_file_name(*plain);
    if (const auto* extended = parsed.find("filename*"))
        if (const auto decoded = decode_extended(*extended)) form.file_name = safe_file_name(*decoded);
    return form;
}

}  // namespace outfield::wire
