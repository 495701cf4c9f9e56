// The administrator's page as it was when the program was built (cmake/page.cmake).
#pragma once

#include <span>
#include <string_view>

namespace outfield::server {

struct PageFile {
    std::string_view path;        // below /admin/: "assets/index-DIvcWfz7.js"
    std::string_view media_type;  // of the plain bytes
    std::string_view tag;         // another one for other bytes
    std::string_view plain;
    std::string_view gzip;  // empty: compressing does not pay
};

// Empty: the program was built with -DOUTFIELD_PAGE=OFF.
std::span<const PageFile> page_files();

}  // namespace outfield::server
