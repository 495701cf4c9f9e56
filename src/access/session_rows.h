// Table outfield_session.
#pragma once

#include <outfield/sha256.h>
#include <outfield/time.h>
#include <outfield/value.h>

#include <cstdint>
#include <optional>
#include <string>

#include "access/api_key.h"
#include "sql/database.h"

namespace outfield::access {

struct SessionRow {
    RecordId user = 0;
    std::string peer;
    Time opened, seen;
    std::optional<ApiKey> key;  // that opened it; its id, scope and end alone
};

class SessionRows {
  public:
    explicit SessionRows(sql::Connection& connection) : connection_(connection) {}

    void add(const Sha256& token, RecordId user, std::int64_t key, const std::string& peer, Time opened);
    std::optional<SessionRow> find(const Sha256& token);
    void touch(const Sha256& token, Time seen);           // unless somebody has, lately
    std::optional<RecordId> remove(const Sha256& token);  // whose it was
    void remove_of_user(RecordId user);
    void remove_unseen_since(Time time);  // some of them

  private:
    sql::Connection& connection_;
};

}  // namespace outfield::access
