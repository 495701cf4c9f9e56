// Table outfield_api_key.
#pragma once

#include <outfield/sha256.h>
#include <outfield/time.h>
#include <outfield/value.h>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "sql/database.h"

namespace outfield::access {

struct ApiKey {
    std::int64_t id = 0;
    RecordId user = 0;
    std::string name, scope;
    Time created;
    std::optional<Time> expires, last_used;

    bool has_expired(Time when) const { return expires && *expires <= when; }
};

class ApiKeyRows {
  public:
    explicit ApiKeyRows(sql::Connection& connection) : connection_(connection) {}

    std::int64_t add(const ApiKey& key, const Sha256& hash);
    std::optional<ApiKey> find(const Sha256& hash);
    std::vector<ApiKey> of_user(RecordId user);  // by id
    std::optional<ApiKey> remove(RecordId user, std::int64_t id);
    void touch(std::int64_t id, Time used);  // unless somebody has, lately

  private:
    sql::Connection& connection_;
};

}  // namespace outfield::access
