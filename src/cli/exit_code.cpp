#include "cli/exit_code.h"

namespace outfield::cli {

ExitCode exit_code_of(ErrorKind kind) noexcept {
    switch (kind) {
        case ErrorKind::not_found:
            return exit_not_found;
        case ErrorKind::already_exists:
            return exit_conflict;
        case ErrorKind::conflict:
            return exit_conflict;
        case ErrorKind::denied:
            return exit_denied;
        case ErrorKind::invalid:
            return exit_usage;
        case ErrorKind::corrupt:
            return exit_corrupt;
        case ErrorKind::unsupported:
            return exit_failed;
        case ErrorKind::out_of_space:
            return exit_out_of_space;
        case ErrorKind::unavailable:
            return exit_unavailable;
        case ErrorKind::outcome_unknown:
            return exit_outcome_unknown;
    }
    return exit_failed;
}

std::span<const ExitCodeMeaning> exit_code_meanings() noexcept {
    static constexpr ExitCodeMeaning meanings[] = {
        {exit_ok, "done"},
        {exit_failed, "failed, or done only in part; the message says what is missing"},
        {exit_usage, "wrong usage, or a value, manifest or configuration that is not valid"},
        {exit_not_found, "no such record, field, object, container, configuration or file"},
        {exit_denied, "credentials or permissions were refused"},
        {exit_conflict, "exists already, or somebody else changed it meanwhile"},
        {exit_unavailable, "a server or the catalog cannot be reached now: try again"},
        {exit_corrupt, "the bytes or rows are not what was written"},
        {exit_out_of_space, "no space left, here or in the store"},
        {exit_outcome_unknown, "the answer was lost: it may or may not have happened"},
        {exit_interrupted, "interrupted (Ctrl-C)"},
    };
    return meanings;
}

}  // namespace outfield::cli
