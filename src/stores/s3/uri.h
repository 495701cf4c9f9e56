// Percent-encoding as S3 and Signature Version 4 want it (RFC 3986: everything but A-Z a-z 0-9 - . _ ~ is
// encoded, in capital hexadecimal digits), and the query strings built from it.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace outfield::s3 {

enum class Slash { keep, encode };

void append_percent_encoded(std::string& out, std::string_view text, Slash slash);
std::string percent_encoded(std::string_view text, Slash slash = Slash::encode);

enum class Plus { keep, is_space };

// What is no valid %XX stays as it is.
std::string percent_decoded(std::string_view text, Plus plus = Plus::keep);

// The parameters encoded and sorted, as the signature wants them; a name without a value keeps its '='.
using QueryParameters = std::vector<std::pair<std::string, std::string>>;
std::string query_string(QueryParameters parameters);

// Back: "a=1&b" to its decoded parameters, in the order given.
QueryParameters query_parameters(std::string_view query);

}  // namespace outfield::s3
