#include <outfield/error.h>

namespace outfield {

std::string_view to_string(ErrorKind kind) noexcept {
    switch (kind) {
        case ErrorKind::not_found:
            return "not found";
        case ErrorKind::already_exists:
            return "already exists";
        case ErrorKind::conflict:
            return "conflict";
        case ErrorKind::denied:
            return "denied";
        case ErrorKind::invalid:
            return "invalid";
        case ErrorKind::corrupt:
            return "corrupt";
        case ErrorKind::unsupported:
            return "unsupported";
        case ErrorKind::out_of_space:
            return "out of space";
        case ErrorKind::unavailable:
            return "unavailable";
        case ErrorKind::outcome_unknown:
            return "outcome unknown";
    }
    return "unknown";
}

}  // namespace outfield
