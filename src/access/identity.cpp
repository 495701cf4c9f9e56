#include "access/identity.h"

namespace outfield::access {

std::string_view to_string(Right right) noexcept {
    static constexpr std::string_view names[] = {"read", "write", "create", "unlink"};
    return names[static_cast<std::size_t>(right)];
}

const Identity& system_identity() {
    static const Identity identity{.user = 1,
                                   .login = "__system__",
                                   .name = "System",
                                   .company = 1,
                                   .groups = {},
                                   .is_administrator = true,
                                   .scope = {},
                                   .key = 0};
    return identity;
}

}  // namespace outfield::access
