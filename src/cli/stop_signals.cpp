#include "cli/stop_signals.h"

#include <unistd.h>

#include <csignal>
#include <ctime>

#include "cli/exit_code.h"

namespace outfield::cli {
namespace {

sigset_t stopping() {
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGTERM);
    sigaddset(&set, SIGINT);
    return set;
}

bool came(const sigset_t& set) {
    const timespec pause{0, 100'000'000};
    return sigtimedwait(&set, nullptr, &pause) > 0;
}

}  // namespace

StopSignals::StopSignals() {
    const auto set = stopping();
    pthread_sigmask(SIG_BLOCK, &set, nullptr);
}

StopSignals::~StopSignals() {
    const auto set = stopping();
    pthread_sigmask(SIG_UNBLOCK, &set, nullptr);
}

std::jthread StopSignals::watch(std::function<void()> stop) const {
    return std::jthread([stop = std::move(stop)](const std::stop_token& ended) {
        const auto set = stopping();
        bool told = false;
        while (!ended.stop_requested()) {
            if (!came(set)) continue;
            if (told) ::_exit(exit_interrupted);
            told = true;
            stop();
        }
    });
}

}  // namespace outfield::cli
