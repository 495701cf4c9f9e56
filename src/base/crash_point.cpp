#include "base/crash_point.h"

#ifdef OUTFIELD_CRASH_POINTS
#include <atomic>
#include <csignal>
#include <cstdlib>
#include <string>
#include <string_view>

namespace outfield {
namespace {

struct Appointment {
    std::string name;
    std::atomic<int> passes_left{1};

    Appointment() {
        const char* text = std::getenv("OUTFIELD_CRASH_AT");
        if (text == nullptr) return;
        name = text;
        if (const auto colon = name.find(':'); colon != std::string::npos) {
            passes_left = std::atoi(name.c_str() + colon + 1);
            name.resize(colon);
        }
    }
};

}  // namespace

void crash_point(const char* name) noexcept {
    static Appointment appointment;
    if (appointment.name == name && --appointment.passes_left == 0) std::raise(SIGKILL);
}

}  // namespace outfield
#endif
