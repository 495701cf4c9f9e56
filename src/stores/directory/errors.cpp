#include "stores/directory/errors.h"

#include <cerrno>
#include <system_error>

namespace outfield::directory {
namespace {

struct Meaning {
    ErrorKind kind;
    Retry retry;
    const char* remedy;
};

Meaning meaning_of(int error_number) {
    switch (error_number) {
        case ENOSPC:
            return {ErrorKind::out_of_space, Retry::no, "Make room on that disk."};
        case EDQUOT:
            return {ErrorKind::out_of_space, Retry::no, "Raise the disk quota or make room."};
        case EFBIG:
            return {ErrorKind::out_of_space, Retry::no, "The file system takes no file of that size."};
        case EACCES:
        case EPERM:
            return {ErrorKind::denied, Retry::no, "Give this program's user the permission."};
        case EROFS:
            return {ErrorKind::denied, Retry::no, "Mount the file system for writing."};
        case ELOOP:
            return {ErrorKind::denied, Retry::no, "Symbolic links below the root are not followed."};
        case ENOENT:
            return {ErrorKind::not_found, Retry::no, ""};
        case EEXIST:
            return {ErrorKind::already_exists, Retry::no, ""};
        case ENOTDIR:
            return {ErrorKind::conflict, Retry::no, "A file stands where a directory is needed."};
        case EISDIR:
            return {ErrorKind::conflict, Retry::no, "A directory stands where a file is needed."};
        case ENAMETOOLONG:
            return {ErrorKind::invalid, Retry::no, "The file system takes no name of that length."};
        case EIO:
            return {ErrorKind::unavailable, Retry::no, "The disk fails: read the system log."};
        case EMFILE:
        case ENFILE:
            return {ErrorKind::unavailable, Retry::yes, "Raise the limit of open files (ulimit -n)."};
        case EOPNOTSUPP:
            return {ErrorKind::unsupported, Retry::no, "The file system cannot do that."};
        default:
            return {ErrorKind::unavailable, Retry::yes, ""};
    }
}

}  // namespace

Error error_of(int error_number, const std::string& what) {
    const Meaning meaning = meaning_of(error_number);
    std::string message = "Cannot " + what + ": " + std::generic_category().message(error_number) + ".";
    if (*meaning.remedy) message.append(" ").append(meaning.remedy);
    return Error(meaning.kind, message, meaning.retry);
}

}  // namespace outfield::directory
