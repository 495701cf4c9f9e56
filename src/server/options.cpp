#include "server/options.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <outfield/error.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "base/text.h"

namespace outfield::server {

std::filesystem::path temporary_directory(const Options& options) {
    if (!options.temporary.empty()) return options.temporary;
    std::error_code error;
    auto directory = std::filesystem::temp_directory_path(error);
    if (error)
        throw Error(ErrorKind::not_found,
                    fmt::format("the system's temporary directory, $TMPDIR or /tmp, cannot be used: {}; name "
                                "another one in [server] temporary",
                                error.message()));
    return directory;
}

void check_temporary_directory(const Options& options) {
    const auto directory = temporary_directory(options);
    auto pattern = (directory / "outfield-XXXXXX").native();
    const int file = ::mkostemp(pattern.data(), O_CLOEXEC);
    const bool written = file >= 0 && ::write(file, "x", 1) == 1;
    const int code = errno;
    if (file >= 0) {
        ::close(file);
        ::unlink(pattern.c_str());
    }
    if (written) return;
    const auto kind = code == ENOENT   ? ErrorKind::not_found
                      : code == ENOSPC ? ErrorKind::out_of_space
                                       : ErrorKind::denied;
    throw Error(kind,
                fmt::format("nothing can be written into the temporary directory {}: {}; name another one "
                            "in [server] temporary",
                            in_quotes(directory.native()), std::strerror(code)));
}

}  // namespace outfield::server
