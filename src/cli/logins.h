// Users, by the login that is typed.
#pragma once

#include <outfield/value.h>

#include <string>

#include "access/access.h"
#include "cli/session.h"

namespace outfield::cli {

// Lives no longer than the session.
access::Access open_access(Session& session);

// Active or not. Throws ErrorKind::not_found.
RecordId user_of(Session& session, const std::string& login);

}  // namespace outfield::cli
