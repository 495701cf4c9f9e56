#include "sql/sqlite/file.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <outfield/error.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <fstream>
#include <string_view>
#include <system_error>

namespace outfield::sql::sqlite {
namespace {

// https://www.sqlite.org/fileformat.html, section 1.3
constexpr std::string_view magic{"SQLite format 3\0", 16};

[[noreturn]] void fail_with(int error, const std::string& file) {
    const auto words = std::system_category().message(error);
    if (error == ENOENT || error == ENOTDIR)
        throw Error(ErrorKind::not_found, fmt::format("database {}: its directory does not exist", file));
    if (error == ENOSPC || error == EDQUOT)
        throw Error(ErrorKind::out_of_space, fmt::format("database {}: the disk or the quota is full", file));
    throw Error(ErrorKind::denied, fmt::format("database {}: it cannot be created ({})", file, words));
}

void create_if_absent(const std::string& file) {
    const int descriptor = ::open(file.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (descriptor >= 0) {
        ::close(descriptor);
    } else if (errno != EEXIST) {
        fail_with(errno, file);
    }
}

void require_database(const std::string& file, OpenMode mode) {
    std::ifstream stream(file, std::ios::binary);
    if (!stream)
        throw Error(ErrorKind::denied, fmt::format("database {}: this user may not read the file", file));
    std::array<char, magic.size()> head{};
    stream.read(head.data(), head.size());
    const auto length = static_cast<std::size_t>(stream.gcount());
    if (length == 0 && mode == OpenMode::create) return;
    if (length == 0)
        throw Error(ErrorKind::corrupt,
                    fmt::format("database {}: the file is empty; restore it from a backup, or remove "
                                "it and create a new database",
                                file));
    if (std::string_view(head.data(), length) != magic)
        throw Error(ErrorKind::corrupt,
                    fmt::format("database {}: this is not a SQLite database; give another path", file));
}

}  // namespace

std::filesystem::path prepare_file(const std::string& path, OpenMode mode) {
    if (path.empty()) throw Error(ErrorKind::invalid, "the path of the database is empty");
    auto absolute = std::filesystem::absolute(path);
    const auto file = absolute.string();
    if (mode == OpenMode::create) create_if_absent(file);
    std::error_code error;
    const auto status = std::filesystem::status(absolute, error);
    if (status.type() == std::filesystem::file_type::not_found)
        throw Error(ErrorKind::not_found, fmt::format("database {}: there is no such file", file));
    if (error) throw Error(ErrorKind::denied, fmt::format("database {}: {}", file, error.message()));
    if (status.type() != std::filesystem::file_type::regular)
        throw Error(ErrorKind::invalid, fmt::format("database {}: this is not a file", file));
    require_database(file, mode);
    return absolute;
}

}  // namespace outfield::sql::sqlite
