// The patterns of like and ilike: _ is one character, % any number, and a backslash takes their meaning.
#pragma once

#include <string>
#include <string_view>

namespace outfield {

// %text%, for the operators that look anywhere in a text.
std::string anywhere(std::string_view text);

// The pattern with its last backslash doubled, where that one would escape nothing.
std::string closed_pattern(std::string_view pattern);

// The same pattern in the language of SQLite's GLOB: ? and * and [c] for a character that would mean
// something.
std::string glob_pattern(std::string_view pattern);

}  // namespace outfield
