#include "cli/standard_input.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <outfield/error.h>
#include <termios.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>

#include "base/text.h"
#include "cli/interrupts.h"

namespace outfield::cli {
namespace {

constexpr std::size_t longest_secret = 65536;

class DescriptorSource final : public ByteSource {
  public:
    explicit DescriptorSource(int descriptor) : descriptor_(descriptor) {}

    std::size_t read(std::span<std::byte> buffer) override {
        for (;;) {
            const auto count = ::read(descriptor_, buffer.data(), buffer.size());
            if (count >= 0) return static_cast<std::size_t>(count);
            if (errno != EINTR)
                throw Error(ErrorKind::unavailable,
                            fmt::format("cannot read standard input: {}", std::strerror(errno)));
            InterruptWatch::check();
        }
    }

  private:
    int descriptor_;
};

class NoEcho {
  public:
    NoEcho() : active_(::tcgetattr(STDIN_FILENO, &before_) == 0) {
        auto quiet = before_;
        quiet.c_lflag &= ~static_cast<tcflag_t>(ECHO);
        if (active_) ::tcsetattr(STDIN_FILENO, TCSADRAIN, &quiet);  // what was typed ahead is kept
    }
    ~NoEcho() {
        if (active_) ::tcsetattr(STDIN_FILENO, TCSADRAIN, &before_);
    }
    NoEcho(const NoEcho&) = delete;
    NoEcho& operator=(const NoEcho&) = delete;

  private:
    termios before_{};
    bool active_;
};

// Byte by byte from a descriptor, so that nothing of what follows the line is taken.
std::string read_line(int descriptor) {
    DescriptorSource source(descriptor);
    std::string line;
    std::byte next{};
    while (source.read({&next, 1}) == 1 && next != std::byte{'\n'}) {
        if (line.size() == longest_secret)
            throw Error(ErrorKind::invalid, "the secret is longer than 64 KiB");
        line += static_cast<char>(next);
    }
    if (line.ends_with('\r')) line.pop_back();
    return line;
}

}  // namespace

std::unique_ptr<ByteSource> standard_input() {
    return std::make_unique<DescriptorSource>(STDIN_FILENO);
}

bool standard_input_is_terminal() noexcept {
    return ::isatty(STDIN_FILENO) == 1;
}

Secret ask_secret(const std::string& prompt) {
    const InterruptWatch watch;
    const NoEcho quiet;  // before the prompt, so that no answer is too quick for it
    fmt::print(stderr, "{}: ", prompt);
    std::fflush(stderr);
    Secret secret(read_line(STDIN_FILENO));
    fmt::print(stderr, "\n");
    return secret;
}

Secret secret_from_file(const std::string& path, const std::string& prompt) {
    if (path == "-" && standard_input_is_terminal()) return ask_secret(prompt);
    const int descriptor = path == "-" ? STDIN_FILENO : ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (descriptor < 0)
        throw Error(errno == ENOENT ? ErrorKind::not_found : ErrorKind::denied,
                    fmt::format("cannot read the file {}: {}", in_quotes(path), std::strerror(errno)));
    Secret secret(read_line(descriptor));
    if (descriptor != STDIN_FILENO) ::close(descriptor);
    if (secret.empty())
        throw Error(ErrorKind::invalid, fmt::format("the first line of {} is empty: there is no secret in it",
                                                    path == "-" ? "standard input" : in_quotes(path)));
    return secret;
}

Secret secret_from_environment(const std::string& name) {
    const char* value = std::getenv(name.c_str());
    if (!value || !*value)
        throw Error(ErrorKind::not_found,
                    fmt::format("the environment has no variable {}, or it is empty", in_quotes(name, 60)));
    return Secret(value);
}

}  // namespace outfield::cli
