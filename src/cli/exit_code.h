// What the program's exit codes mean. A script may rely on them.
#pragma once

#include <outfield/error.h>

#include <span>
#include <string_view>

namespace outfield::cli {

enum ExitCode : int {
    exit_ok = 0,
    exit_failed = 1,
    exit_usage = 2,
    exit_not_found = 3,
    exit_denied = 4,
    exit_conflict = 5,
    exit_unavailable = 6,
    exit_corrupt = 7,
    exit_out_of_space = 8,
    exit_outcome_unknown = 9,
    exit_interrupted = 130,
};

ExitCode exit_code_of(ErrorKind kind) noexcept;

struct ExitCodeMeaning {
    ExitCode code;
    std::string_view meaning;
};
std::span<const ExitCodeMeaning> exit_code_meanings() noexcept;

}  // namespace outfield::cli
