// On whose behalf a method runs, and with which of the context's settings.
#pragma once

#include <string>
#include <string_view>

#include "access/identity.h"
#include "wire/value.h"

namespace outfield::methods {

struct Caller {
    const access::Identity& identity;
    std::string peer;      // address, for the audit log
    wire::Struct context;  // lang, tz, bin_size, ...
};

// Whether the context asks for it: anything but null, false, "" and 0.
inline bool asks_for(const wire::Struct& context, std::string_view name) noexcept {
    const auto* value = context.find(name);
    if (value == nullptr || value->is_unset()) return false;
    const auto* number = value->as<std::int64_t>();
    return number == nullptr || *number != 0;
}

}  // namespace outfield::methods
