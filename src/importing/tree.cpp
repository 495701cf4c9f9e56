#include "importing/tree.h"

#include <fmt/format.h>
#include <outfield/error.h>
#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <vector>

#include "base/text.h"

namespace outfield::importing {
namespace {

namespace fs = std::filesystem;

struct Walk {
    const fs::path& root;
    const std::function<void(const FoundFile&)>& file;
    const std::function<void(const fs::path&, const std::string&)>& fault;
    const std::function<bool()>& ended;

    void directory(const fs::path& relative);
    void entry(const fs::path& relative);
};

std::vector<fs::path> names_in(const fs::path& directory, std::error_code& error) {
    std::vector<fs::path> names;
    for (fs::directory_iterator at(directory, error), end; !error && at != end; at.increment(error))
        names.push_back(at->path().filename());
    std::sort(names.begin(), names.end());
    return names;
}

FoundFile found(const fs::path& relative, const struct stat& status) {
    return {relative, static_cast<std::uint64_t>(status.st_size),
            static_cast<std::int64_t>(status.st_mtim.tv_sec) * 1'000'000'000 + status.st_mtim.tv_nsec};
}

std::string_view kind_of(mode_t mode) {
    if (S_ISLNK(mode)) return "a symbolic link, which is not followed";
    if (S_ISSOCK(mode)) return "a socket";
    if (S_ISFIFO(mode)) return "a named pipe";
    return "a device";
}

void Walk::entry(const fs::path& relative) {
    struct stat status {};
    if (::lstat((root / relative).c_str(), &status) != 0)
        fault(relative, std::strerror(errno));
    else if (S_ISDIR(status.st_mode))
        directory(relative);
    else if (S_ISREG(status.st_mode))
        file(found(relative, status));
    else
        fault(relative, fmt::format("it is {}", kind_of(status.st_mode)));
}

void Walk::directory(const fs::path& relative) {
    std::error_code error;
    const auto names = names_in(root / relative, error);
    if (error) fault(relative, fmt::format("the directory cannot be read: {}", error.message()));
    for (const auto& name : names) {
        if (ended()) return;
        entry(relative / name);
    }
}

}  // namespace

void check_root(const fs::path& root) {
    const auto refuse = [&](ErrorKind kind, const std::string& reason) {
        throw Error(kind, fmt::format("cannot import {}: {}", in_quotes(root.native()), reason));
    };
    std::error_code error;
    const auto type = fs::status(root, error).type();
    if (type == fs::file_type::not_found) refuse(ErrorKind::not_found, "there is no such directory");
    if (type == fs::file_type::directory) fs::directory_iterator(root, error);
    if (error == std::errc::permission_denied) refuse(ErrorKind::denied, "you may not read this directory");
    if (error) refuse(ErrorKind::unavailable, error.message());
    if (type != fs::file_type::directory) refuse(ErrorKind::invalid, "it is no directory");
}

void walk(const fs::path& root, const std::function<void(const FoundFile&)>& file,
          const std::function<void(const fs::path&, const std::string&)>& fault,
          const std::function<bool()>& ended) {
    check_root(root);
    Walk{root, file, fault, ended}.directory({});
}

std::optional<FoundFile> look_at(const fs::path& root, const fs::path& relative) {
    struct stat status {};
    if (::lstat((root / relative).c_str(), &status) != 0 || !S_ISREG(status.st_mode)) return std::nullopt;
    return found(relative, status);
}

std::string journal_path(const fs::path& relative) {
    const auto& text = relative.native();
    if (valid_utf8(text)) return text;
    std::string escaped = "//";
    for (const char c : text) {
        const auto code = static_cast<unsigned char>(c);
        escaped +=
            code < 0x20U || code >= 0x7FU || c == '%' ? fmt::format("%{:02x}", code) : std::string(1, c);
    }
    return escaped;
}

std::string title_of(const fs::path& relative) {
    std::string_view text = relative.native();
    text.remove_prefix(text.rfind('/') + 1);  // npos + 1 is 0
    if (valid_utf8(text)) return std::string(text);
    std::string title;
    while (!text.empty()) {
        std::size_t length = std::min<std::size_t>(4, text.size());
        while (length > 0 && !valid_utf8(text.substr(0, length))) --length;
        title += length > 0 ? text.substr(0, length) : std::string_view("\xEF\xBF\xBD");
        text.remove_prefix(std::max<std::size_t>(length, 1));
    }
    return title;
}

}  // namespace outfield::importing
