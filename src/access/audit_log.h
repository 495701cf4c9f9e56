// Table outfield_audit: who did what, for good.
#pragma once

#include <outfield/time.h>
#include <outfield/value.h>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "access/identity.h"
#include "sql/database.h"

namespace outfield::access {

struct AuditEntry {
    std::int64_t id = 0;
    Time time;
    RecordId user = 0;  // 0: nobody who is known
    std::string login, peer;
    // "login", "login.refused", "session", "logout", "password", "key.create", "key.revoke"; the callers'
    // own: "unlink", "configuration.change"
    std::string action;
    std::string model;  // "" where there is none
    RecordId record = 0;
    std::string detail;  // names of fields, never their values
};

class AuditLog {
  public:
    explicit AuditLog(sql::Connection& connection) : connection_(connection) {}

    // Now. Texts are cut where they are long, and escaped where they are not legible.
    void add(const Identity& identity, std::string_view peer, std::string_view action,
             std::string_view model = {}, RecordId record = 0, std::string_view detail = {});

    std::vector<AuditEntry> page(std::int64_t before_id, std::size_t limit);  // newest first; 0: from the end
    std::int64_t remove_before(Time time, std::int64_t most);                 // how many went

  private:
    sql::Connection& connection_;
};

}  // namespace outfield::access
