// Values of headers with parameters: `form-data; name="file"; filename*=UTF-8''r%C3%A9p.txt` (RFC 9110,
// section 5.6.6; RFC 8187 for the names with a star).
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace outfield::wire {

struct ParameterizedValue {
    std::string value;                                            // "form-data", in lower case
    std::vector<std::pair<std::string, std::string>> parameters;  // names in lower case

    const std::string* find(std::string_view name) const noexcept;  // the first; nullptr without one
};

bool is_token_character(char c) noexcept;  // RFC 9110, section 5.6.2

// Throws ErrorKind::invalid.
ParameterizedValue parse_parameters(std::string_view header);

// "UTF-8''r%C3%A9p.txt": what follows filename*=. nullopt: another character set, or broken.
std::optional<std::string> decode_extended(std::string_view text);
std::string encode_extended(std::string_view utf8);

}  // namespace outfield::wire
