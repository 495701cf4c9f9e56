#include "background.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <stdexcept>
#include <thread>

namespace outfield::benchmarks {
namespace {

[[noreturn]] void become(const std::vector<std::string>& command, const Environment& added, int output) {
    ::prctl(PR_SET_PDEATHSIG, SIGTERM);
    for (const auto& [name, value] : added) ::setenv(name.c_str(), value.c_str(), 1);
    std::vector<char*> arguments;
    for (const auto& word : command) arguments.push_back(const_cast<char*>(word.c_str()));
    arguments.push_back(nullptr);
    ::dup2(output, STDOUT_FILENO);
    ::execvp(arguments[0], arguments.data());
    std::perror(arguments[0]);
    ::_exit(127);
}

// The process and the end of the pipe that has its standard output.
std::pair<pid_t, int> started(const std::vector<std::string>& command, const Environment& added) {
    int ends[2];
    if (::pipe2(ends, O_CLOEXEC) != 0) throw std::runtime_error("no pipe");
    std::fflush(nullptr);
    const auto process = ::fork();
    if (process == 0) become(command, added, ends[1]);
    ::close(ends[1]);
    return {process, ends[0]};
}

std::string slurp(const std::string& file) {
    std::ostringstream text;
    text << std::ifstream(file).rdbuf();
    return text.str();
}

}  // namespace

Background::Background(const std::vector<std::string>& command, const Environment& added) {
    std::tie(process_, output_) = started(command, added);
}

bool Background::has_ended() const {
    return ::waitpid(process_, nullptr, WNOHANG) != 0;
}

Background::~Background() {
    ::close(output_);
    ::kill(process_, SIGTERM);
    for (int i = 0; i < 1000; ++i) {
        if (has_ended()) return;
        std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
    ::kill(process_, SIGKILL);
    ::waitpid(process_, nullptr, 0);
}

std::string Background::first_line() {
    std::string line;
    for (char letter = 0; ::read(output_, &letter, 1) == 1 && letter != '\n';) line += letter;
    if (line.empty()) throw std::runtime_error("the program in the background ended");
    return line;
}

std::string Background::in_proc(const char* name) const {
    return fmt::format("/proc/{}/{}", process_, name);
}

double Background::cpu() const {
    const auto stat = slurp(in_proc("stat"));
    std::istringstream fields(stat.substr(std::min(stat.size(), stat.rfind(')') + 1)));
    std::string skipped;
    for (int i = 0; i < 11; ++i) fields >> skipped;
    double user = 0, system = 0;
    fields >> user >> system;
    return (user + system) / static_cast<double>(::sysconf(_SC_CLK_TCK));
}

std::uint64_t Background::peak() const {
    const auto status = slurp(in_proc("status"));
    const auto line = status.find("VmHWM:");
    if (line == std::string::npos) throw std::runtime_error("the program in the background ended");
    return std::strtoull(status.c_str() + line + 6, nullptr, 10) * 1024;
}

void Background::forget_peak() const {
    std::ofstream(in_proc("clear_refs")) << "5";
}

unsigned Background::threads() const {
    const std::filesystem::directory_iterator tasks(in_proc("task"));
    return static_cast<unsigned>(std::distance(begin(tasks), end(tasks)));
}

std::string output_of(const std::vector<std::string>& command) {
    const auto [process, output] = started(command, {});
    std::string text;
    char piece[4096];
    for (ssize_t count = 0; (count = ::read(output, piece, sizeof piece)) > 0;)
        text.append(piece, static_cast<std::size_t>(count));
    ::close(output);
    int status = 0;
    ::waitpid(process, &status, 0);
    if (status != 0) throw std::runtime_error(command.front() + " failed: " + text);
    return text;
}

}  // namespace outfield::benchmarks
