// For tests: work in a process of its own.
#pragma once

#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>
#include <exception>
#include <functional>

namespace outfield::sql {

// It succeeds when the work does not throw and no expectation fails in it.
inline pid_t start_child(const std::function<void()>& work) {
    const auto child = fork();
    if (child != 0) return child;
    int status = 1;
    try {
        work();
        status = testing::Test::HasFailure() ? 1 : 0;
    } catch (const std::exception& error) {
        std::fprintf(stderr, "in a child process: %s\n", error.what());
    }
    std::fflush(nullptr);
    _exit(status);
}

inline void expect_success(pid_t child) {
    int status = 0;
    ASSERT_EQ(waitpid(child, &status, 0), child);
    EXPECT_TRUE(WIFEXITED(status) && WEXITSTATUS(status) == 0) << "status " << status;
}

}  // namespace outfield::sql
