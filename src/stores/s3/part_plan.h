// How large the parts of a multipart upload are. S3 takes at most 10,000 parts of 5 MiB to 5 GiB.
// https://docs.aws.amazon.com/AmazonS3/latest/userguide/qfacts.html
#pragma once

#include <cstdint>
#include <optional>

namespace outfield::s3 {

inline constexpr unsigned most_parts = 10'000;

// Size of part `number` (from 1): `wished`, and larger where the object's size, or the number of parts of an
// object whose size is not known, asks for it.
std::uint64_t part_size(unsigned number, std::uint64_t wished, std::optional<std::uint64_t> object_size);

}  // namespace outfield::s3
