// Who is asking.
#pragma once

#include <outfield/value.h>

#include <cstdint>
#include <functional>
#include <set>
#include <string>
#include <string_view>

namespace outfield::access {

enum class Right { read, write, create, unlink };

std::string_view to_string(Right right) noexcept;  // "read"

// A user who has proved to be one. A plain value: what was true when it was looked up.
struct Identity {
    RecordId user = 0;  // record of res.users
    std::string login, name;
    RecordId company = 0;
    std::set<std::string, std::less<>> groups;  // "base.group_user", with those that they imply
    bool is_administrator = false;              // in base.group_system: may do everything
    // With an API key: what the key may do. Empty: whatever the user may. Else "read" (reads alone) or
    // "files" (binary fields and ir.attachment alone).
    std::string scope;
    std::int64_t key = 0;  // the API key; 0: a password
};

// The process itself: jobs, installation. Record 1 of res.users, which nobody can log in as.
const Identity& system_identity();

}  // namespace outfield::access
