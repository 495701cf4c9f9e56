// A user as the catalog has it: the record of res.users with its groups, and the password.
#pragma once

#include <outfield/registry.h>

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "access/identity.h"
#include "sql/database.h"

namespace outfield::access {

struct Account {
    Identity identity;
    std::string password;  // its hash; empty: none
};

// nullptr: unknown or not active. The registry says what the groups imply.
std::shared_ptr<const Account> read_account(sql::Connection& connection, const Registry& registry,
                                            RecordId user);

// The active user with this login.
std::optional<RecordId> find_login(sql::Connection& connection, std::string_view login);

// Whether its members are administrators: it is that group, or implies it.
bool makes_administrator(const Registry& registry, const std::string& group);

// Throws ErrorKind::not_found, and invalid for the system's own user: nobody logs in as that.
void require_user(sql::Connection& connection, RecordId user);

}  // namespace outfield::access
