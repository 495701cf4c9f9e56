// Upload-Metadata of the tus protocol 1.0 (https://tus.io/protocols/resumable-upload, "Creation"):
// `filename d29ybGQucGRm,is_confidential`, values in base64.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace outfield::wire {

class TusMetadata : public std::vector<std::pair<std::string, std::string>> {
  public:
    using vector::vector;
    const std::string* find(std::string_view key) const noexcept;  // nullptr: there is none
};

// Throws ErrorKind::invalid: a key that is empty, not ASCII or comes twice, a value that is no base64, more
// than 64 of them.
TusMetadata parse_tus_metadata(std::string_view header);

std::string render(const TusMetadata& metadata);

}  // namespace outfield::wire
