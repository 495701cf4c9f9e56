#include "access/password_rows.h"

#include <outfield/time.h>

namespace outfield::access {

bool PasswordRows::any() {
    return connection_.query_one("SELECT 1 FROM outfield_password LIMIT 1").has_value();
}

bool PasswordRows::has(RecordId user) {
    return connection_.query_one("SELECT 1 FROM outfield_password WHERE user_id = $1", {user}).has_value();
}

void PasswordRows::put(RecordId user, const std::string& hash) {
    connection_.execute(
        "INSERT INTO outfield_password (user_id, hash, changed) VALUES ($1, $2, $3) "
        "ON CONFLICT (user_id) DO UPDATE SET hash = excluded.hash, changed = excluded.changed",
        {user, hash, now().time_since_epoch().count()});
}

}  // namespace outfield::access
