#include "access/parts.h"
#include "access/password_rows.h"
#include "access/password_rules.h"
#include "access/random_secrets.h"
#include "access/session_rows.h"
#include "sql/locking.h"

namespace outfield::access {
namespace {

constexpr RecordId administrator = 2;

}  // namespace

std::optional<Secret> Access::create_administrator() {
    const auto has_any = [](sql::Connection& connection) { return PasswordRows(connection).any(); };
    if (parts_->reading(has_any)) return std::nullopt;
    auto password = generate_password();
    const auto hash = PasswordHasher::Turn(parts_->hasher).hash(password.reveal());
    const bool is_first = parts_->writing([&](sql::Connection& connection) {
        sql::lock_table(connection, "outfield_password");
        if (has_any(connection)) return false;
        require_user(connection, administrator);
        PasswordRows(connection).put(administrator, hash);
        AuditLog(connection).add(system_identity(), {}, "password", "res.users", administrator, "generated");
        return true;
    });
    parts_->forget();
    return is_first ? std::optional(std::move(password)) : std::nullopt;
}

void Access::set_password(RecordId user, const Secret& password, const Identity& by, std::string_view peer) {
    require_good_password(password);
    const auto hash = PasswordHasher::Turn(parts_->hasher).hash(password.reveal());
    parts_->writing([&](sql::Connection& connection) {
        require_user(connection, user);
        PasswordRows(connection).put(user, hash);
        SessionRows(connection).remove_of_user(user);
        AuditLog(connection).add(by, peer, "password", "res.users", user);
    });
    parts_->forget();
}

bool Access::has_password(RecordId user) {
    return parts_->reading([&](sql::Connection& connection) { return PasswordRows(connection).has(user); });
}

}  // namespace outfield::access
