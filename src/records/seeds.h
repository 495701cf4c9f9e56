// The first records of a catalog: a company, its partner, and two users.
#pragma once

#include "sql/database.h"

namespace outfield {

// When there are no users yet, and the tables and system rows stand: company 1 with partner 1, user 1
// ("__system__", inactive, with partner 2), user 2 ("admin", with partner 3, an administrator), and their
// external identifiers (base.main_company, base.user_admin, ...). From then on they are the
// administrator's to change.
void seed_people(sql::Connection& connection);

}  // namespace outfield
