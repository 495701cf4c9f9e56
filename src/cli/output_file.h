// Where bytes that leave the program go: standard output, a file that appears whole or not at all, or a
// device or pipe that takes them as they come.
#pragma once

#include <outfield/bytes.h>

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

namespace outfield::cli {

class Output : public ByteSink {
  public:
    // The bytes are all there: makes the file appear under its name. Destroyed without it, nothing appears.
    virtual void finish() = 0;
};

enum class Overwrite { no, yes };

// Writes to a temporary file beside `path`, made durable and renamed by finish(). Throws
// ErrorKind::already_exists (not with Overwrite::yes), denied, not_found (the directory), out_of_space, and
// invalid where something stands that is no file: a device, a pipe, a directory is never replaced.
std::unique_ptr<Output> output_to_file(const std::filesystem::path& path, Overwrite overwrite);

// The same, but what stands there and is no file is written into: /dev/null, /dev/stdout, a named pipe. What
// was written there stays when the rest fails.
std::unique_ptr<Output> output_to_path(const std::filesystem::path& path, Overwrite overwrite);

std::unique_ptr<Output> output_to_standard_output();

// A file name that is safe in the current directory, from one that anybody may have chosen: no path, no
// control characters, no leading dot or dash, at most 200 bytes. `fallback` when nothing is left.
std::string safe_file_name(std::string_view name, std::string_view fallback);

// `-o`, `-O` and `--force`, as the subcommands that fetch bytes have them. Without either the bytes go to
// standard output, unless that is a terminal. A name that anybody may have chosen (`-O`) leads into no
// device.
struct Destination {
    std::string path;
    bool by_name = false;
    bool force = false;

    std::unique_ptr<Output> open(std::string_view file_name, std::string_view fallback) const;
};

}  // namespace outfield::cli
