// The parameters of an SQL text that is put together: each value gets its number, and no value becomes text.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "sql/database.h"

namespace outfield {

class ParameterList {
  public:
    // "$1" for the first, "$2" for the second, ...
    std::string add(sql::Column value) {
        values_.push_back(std::move(value));
        return '$' + std::to_string(values_.size());
    }

    // Valid until the next `add`.
    std::vector<sql::Parameter> view() const;

  private:
    std::vector<sql::Column> values_;
};

}  // namespace outfield
