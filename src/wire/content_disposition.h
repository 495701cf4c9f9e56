// Content-Disposition (RFC 6266): how a file is offered, and what a form calls its parts (RFC 7578).
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace outfield::wire {

enum class Disposition { shown, saved };  // inline, attachment

// `attachment; filename="rep ort.txt"; filename*=UTF-8''r%C3%A9p%20ort.txt`; without a file name, the first
// word alone. The name is made safe: see safe_file_name.
std::string content_disposition(Disposition disposition, std::string_view file_name);

// The last component of a path of any system, without control characters and broken UTF-8, at most 255
// bytes; empty for "." and "..".
std::string safe_file_name(std::string_view name);

// Letters without their accents, and "_" for what ASCII has no letter for.
std::string in_ascii(std::string_view utf8);

struct FormDisposition {
    std::string name;
    std::optional<std::string> file_name;  // safe; empty: a file without a name
};

// Of a part of a form. Throws ErrorKind::invalid.
FormDisposition parse_form_disposition(std::string_view header);

}  // namespace outfield::wire
