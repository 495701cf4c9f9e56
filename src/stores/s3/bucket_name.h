// Names of buckets. https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace outfield::s3 {

// Which rule for new general purpose buckets the name breaks, as a sentence; nullopt when none.
std::optional<std::string> bucket_name_fault(std::string_view name);

// Buckets older than the rules have upper case and underscores. Refuses only what can be no bucket at all:
// ErrorKind::invalid.
void check_usable_bucket(std::string_view name);

}  // namespace outfield::s3
