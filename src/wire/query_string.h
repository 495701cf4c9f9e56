// What follows the "?" of an address, and forms that browsers send in the same way
// (application/x-www-form-urlencoded); percent-encoding (RFC 3986, section 2.1).
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace outfield::wire {

enum class Plus { is_plus, is_space };

// Throws ErrorKind::invalid for a % without two hexadecimal digits, and for what decodes to a zero byte or
// to broken UTF-8.
std::string percent_decoded(std::string_view text, Plus plus = Plus::is_plus);

// Everything but letters, digits and -._~ is encoded.
std::string percent_encoded(std::string_view text);

// In the order of the text.
class QueryString : public std::vector<std::pair<std::string, std::string>> {
  public:
    using vector::vector;
    const std::string* find(std::string_view name) const noexcept;  // the first; nullptr: there is none
    std::string get(std::string_view name, std::string otherwise = {}) const;
};

// Throws ErrorKind::invalid, also for more than `most` members.
QueryString parse_query(std::string_view text, std::size_t most = 1000);

}  // namespace outfield::wire
