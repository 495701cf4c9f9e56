// Keys of new objects. A key is never used twice: it is random, and nothing of a file's name is in it.
#pragma once

#include <string>
#include <string_view>

namespace outfield {

// PREFIX + "2026-11-23/" + 26 random characters (130 bits): a day's objects share a directory on FTP and
// disk.
std::string fresh_key(std::string_view prefix);

}  // namespace outfield
