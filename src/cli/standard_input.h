// Standard input as a stream of bytes, and as the place where a secret is asked for.
#pragma once

#include <outfield/bytes.h>
#include <outfield/settings.h>

#include <memory>
#include <string>

namespace outfield::cli {

// Cannot rewind and does not know its size.
std::unique_ptr<ByteSource> standard_input();

bool standard_input_is_terminal() noexcept;

// Asks on the terminal without echo. Throws Interrupted on Ctrl-C, with the echo back on.
Secret ask_secret(const std::string& prompt);

// The first line of a file, or of standard input for "-" (on a terminal `prompt` asks for it without echo).
// Throws ErrorKind::invalid when it is empty, not_found or denied.
Secret secret_from_file(const std::string& path, const std::string& prompt);

// Throws ErrorKind::not_found when the environment has no such variable.
Secret secret_from_environment(const std::string& name);

}  // namespace outfield::cli
