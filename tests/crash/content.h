// The bytes of a value, made from its token, so that whoever reads it can tell whether it is whole.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace torture {

// A token holds letters, digits and '-'. Sizes are drawn from it: most a few KiB, one in 40 some 300 KiB, one
// in 400 some 6 MiB.
std::string content_of(std::string_view token);

// The token that stands at the beginning of a content.
std::string token_of(std::string_view content);

}  // namespace torture
