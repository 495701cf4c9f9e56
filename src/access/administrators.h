// Some active administrator stays.
#pragma once

#include <outfield/registry.h>

#include "sql/database.h"

namespace outfield::access {

// In the transaction that has changed users or groups: throws ErrorKind::conflict when nobody is an active
// administrator any more. Such transactions come one after the other from here to their ends, so that two of
// them do not each count on the other's administrator.
void require_an_administrator(sql::Connection& connection, const Registry& registry);

}  // namespace outfield::access
