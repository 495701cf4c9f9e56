// A directory tree as an import sees it.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>

namespace outfield::importing {

struct FoundFile {
    std::filesystem::path relative;  // below the root
    std::uint64_t size = 0;
    std::int64_t modified_ns = 0;  // nanoseconds since 1970

    bool operator==(const FoundFile&) const = default;
};

// Throws ErrorKind::not_found, denied or invalid when `root` is no directory that can be read.
void check_root(const std::filesystem::path& root);

// Calls `file` for every regular file below `root`, in the order of their names, directory by directory;
// calls `fault` for what is none and for what cannot be read: links are not followed, so nothing outside the
// tree is imported and no tree is endless. Ends early once `ended` says so. Throws as check_root does.
void walk(const std::filesystem::path& root, const std::function<void(const FoundFile&)>& file,
          const std::function<void(const std::filesystem::path& relative, const std::string& reason)>& fault,
          const std::function<bool()>& ended);

// The file as it is now; nullopt: no regular file is there any more.
std::optional<FoundFile> look_at(const std::filesystem::path& root, const std::filesystem::path& relative);

// The name under which the catalog's journal knows a file: its path where that is UTF-8; else "//" and the
// path with every byte that is no ASCII text escaped. No relative path begins with "//".
std::string journal_path(const std::filesystem::path& relative);

// A file's name as text: bytes that are not UTF-8 become U+FFFD.
std::string title_of(const std::filesystem::path& relative);

}  // namespace outfield::importing
