// How keys and containers become names in a tree of files: on disk and on FTP servers. Pure.
//
// A segment of a key becomes a file or folder of that name, with three exceptions, all of which use '+', a
// character that no key has:
//   - a leading '.' becomes "+.", because servers hide or forbid such names;
//   - a segment above 200 characters is cut: each full piece is a folder whose name ends in '+';
//   - an unfinished put writes to the name with "+part" behind it.
// The way back is unambiguous, and a name that no key leads to is not ours.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace outfield::tree {

// The folders below the container and, last, the file. Throws ErrorKind::invalid for a key that is not valid.
std::vector<std::string> path_of_key(std::string_view key);

// The name under which a put writes until it is complete.
std::string unfinished_name(std::string_view file_name);

// The way back; nullopt: no unfinished file has this name.
std::optional<std::string> finished_name(std::string_view unfinished);

// What a folder or a file adds to the key: "sale" -> "sale/" and "sale". nullopt: not ours.
std::optional<std::string> key_part_of_folder(std::string_view name);
std::optional<std::string> key_part_of_file(std::string_view name);

// Why a container cannot have this name; nullopt when it can. Rules: 1 to 200 bytes of UTF-8, no slash,
// backslash or control character, no leading '.' or '-', no space at either end.
std::optional<std::string> container_name_fault(std::string_view name);

// Throws ErrorKind::invalid with the fault.
void check_container_name(std::string_view name);

std::string join_path(const std::vector<std::string>& path);

}  // namespace outfield::tree
