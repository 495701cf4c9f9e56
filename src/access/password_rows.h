// Table outfield_password.
#pragma once

#include <outfield/value.h>

#include <string>

#include "sql/database.h"

namespace outfield::access {

class PasswordRows {
  public:
    explicit PasswordRows(sql::Connection& connection) : connection_(connection) {}

    bool any();
    bool has(RecordId user);
    void put(RecordId user, const std::string& hash);

  private:
    sql::Connection& connection_;
};

}  // namespace outfield::access
