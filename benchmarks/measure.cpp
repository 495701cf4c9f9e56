#include "measure.h"

#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <mutex>
#include <stdexcept>
#include <thread>

namespace outfield::benchmarks {
namespace {

double seconds(const timeval& time) {
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
}

std::string read_all(int from) {
    std::string text;
    char piece[4096];
    for (ssize_t count = 0; (count = ::read(from, piece, sizeof piece)) > 0;)
        text.append(piece, static_cast<std::size_t>(count));
    ::close(from);
    return text;
}

// `child` gets the end of a pipe that takes its answer, and does not return.
Cost measured(const std::string& name, const std::function<void(int)>& child) {
    int pipe_ends[2];
    if (::pipe(pipe_ends) != 0) throw std::runtime_error("no pipe");
    std::fflush(nullptr);
    const auto start = std::chrono::steady_clock::now();
    const auto process = ::fork();
    if (process == 0) {
        ::close(pipe_ends[0]);
        child(pipe_ends[1]);
        ::_exit(127);
    }
    ::close(pipe_ends[1]);
    const auto answer = read_all(pipe_ends[0]);
    int status = 0;
    rusage usage{};
    ::wait4(process, &status, 0, &usage);
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - start;
    if (status != 0) throw std::runtime_error(name + " failed");
    return {took.count(), seconds(usage.ru_utime) + seconds(usage.ru_stime),
            static_cast<std::uint64_t>(usage.ru_maxrss) * 1024, std::strtod(answer.c_str(), nullptr)};
}

}  // namespace

Cost cost_of(const std::function<double()>& work) {
    return measured("the work", [&](int answer) {
        int code = 0;
        try {
            ::dprintf(answer, "%.9f", work());
        } catch (const std::exception& error) {
            std::fprintf(stderr, "%s\n", error.what());
            code = 1;
        }
        ::_exit(code);
    });
}

Cost cost_of_program(const std::vector<std::string>& command, const Environment& added) {
    return measured(command.front(), [&](int answer) {
        for (const auto& [name, value] : added) ::setenv(name.c_str(), value.c_str(), 1);
        std::vector<char*> arguments;
        for (const auto& word : command) arguments.push_back(const_cast<char*>(word.c_str()));
        arguments.push_back(nullptr);
        ::dup2(answer, STDOUT_FILENO);
        ::close(answer);
        ::execvp(arguments[0], arguments.data());
        std::perror(arguments[0]);
    });
}

void at_a_time(unsigned threads, unsigned count, const std::function<void(unsigned)>& work) {
    std::atomic<unsigned> next{0};
    std::mutex mutex;
    std::exception_ptr failure;
    {
        std::vector<std::jthread> running;
        for (unsigned i = 0; i < threads; ++i)
            running.emplace_back([&] {
                try {
                    for (unsigned mine = next++; mine < count; mine = next++) work(mine);
                } catch (...) {
                    const std::lock_guard lock(mutex);
                    failure = std::current_exception();
                    next = count;
                }
            });
    }
    if (failure) std::rethrow_exception(failure);
}

}  // namespace outfield::benchmarks
