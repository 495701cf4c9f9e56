// Which stored files a browser may show as part of the site, and which it must save: what can hold scripts
// (HTML, SVG, XML) would act with the user's session.
#pragma once

#include <string>
#include <string_view>

namespace outfield::wire {

// Plain text, PDF, audio, video, and images but SVG.
bool may_be_shown(std::string_view media_type);

// The value of Content-Type: text with "; charset=utf-8" unless it names a character set;
// "application/octet-stream" for what is no media type.
std::string content_type(std::string_view media_type);

}  // namespace outfield::wire
