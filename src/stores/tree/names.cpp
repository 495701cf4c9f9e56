#include "stores/tree/names.h"

#include <outfield/error.h>
#include <outfield/storage.h>

#include <algorithm>

#include "base/text.h"

namespace outfield::tree {
namespace {

constexpr std::size_t piece_length = 200;
constexpr char mark = '+';
constexpr std::string_view unfinished_suffix = "+part";

std::string encode_piece(std::string_view piece) {
    std::string name(piece);
    return piece.front() == '.' ? mark + name : name;
}

std::optional<std::string> decode_piece(std::string_view name) {
    if (name.starts_with("+."))
        name.remove_prefix(1);
    else if (name.starts_with('.'))
        return std::nullopt;
    if (name.empty() || name.size() > piece_length || name.find(mark) != name.npos) return std::nullopt;
    return std::string(name);
}

}  // namespace

std::vector<std::string> path_of_key(std::string_view key) {
    if (!valid_key(key)) {
        throw Error(ErrorKind::invalid,
                    "The key " + in_quotes(key) +
                        " is not valid: a key is 1 to 512 characters of A-Z a-z 0-9 - _ . / "
                        "without empty, \".\" or \"..\" segments.");
    }
    std::vector<std::string> path;
    for (std::string_view segment : split(key, '/')) {
        for (; segment.size() > piece_length; segment.remove_prefix(piece_length)) {
            path.push_back(encode_piece(segment.substr(0, piece_length)) + mark);
        }
        path.push_back(encode_piece(segment));
    }
    return path;
}

std::string unfinished_name(std::string_view file_name) {
    return std::string(file_name).append(unfinished_suffix);
}

std::optional<std::string> finished_name(std::string_view unfinished) {
    if (!unfinished.ends_with(unfinished_suffix)) return std::nullopt;
    unfinished.remove_suffix(unfinished_suffix.size());
    return std::string(unfinished);
}

std::optional<std::string> key_part_of_folder(std::string_view name) {
    if (!name.ends_with(mark)) {
        auto piece = decode_piece(name);
        if (piece) piece->push_back('/');
        return piece;
    }
    name.remove_suffix(1);
    auto piece = decode_piece(name);
    return piece && piece->size() == piece_length ? piece : std::nullopt;
}

std::optional<std::string> key_part_of_file(std::string_view name) {
    return decode_piece(name);
}

std::optional<std::string> container_name_fault(std::string_view name) {
    const auto forbidden = [](unsigned char c) { return c < 0x20 || c == 0x7f || c == '/' || c == '\\'; };
    if (name.empty()) return "a directory name cannot be empty";
    if (name.size() > 200) return "a directory name has at most 200 bytes";
    if (!valid_utf8(name)) return "a directory name is UTF-8";
    if (std::ranges::any_of(name, forbidden)) {
        return "a directory name has no slash, backslash or control character";
    }
    if (name.front() == '.' || name.front() == '-') return "a directory name does not begin with '.' or '-'";
    if (name.front() == ' ' || name.back() == ' ') return "a directory name has no space at either end";
    return std::nullopt;
}

void check_container_name(std::string_view name) {
    if (const auto fault = container_name_fault(name)) {
        throw Error(ErrorKind::invalid,
                    "The container name " + in_quotes(name) + " cannot be used: " + *fault + ".");
    }
}

std::string join_path(const std::vector<std::string>& path) {
    std::string joined;
    for (const auto& name : path) joined.append(joined.empty() ? "" : "/").append(name);
    return joined;
}

}  // namespace outfield::tree
