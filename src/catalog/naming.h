// Whether a row names an object that is seen in a container, be it a row of another container: two storage
// configurations may lead to one place, under two names or one inside the other, and no setting proves that
// they do not. So what decides is the key, and ours are random.
//
// A row names the object when its key is the object's key; when it is of our making and the object's path
// ends with it, its key prefix left out or not; or when the path ends with the row's CONTAINER/KEY. The path
// is the configuration's `path`, the container and the key.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "catalog/containers.h"
#include "sql/database.h"

namespace outfield::catalog {

struct Named {
    std::int64_t blob = 0;
    std::string configuration, container, key;
};

class Naming {
  public:
    // `container` is the one in which the object is seen.
    Naming(sql::Connection& connection, const Container& container);

    // Some row that names the object, of any state. The cost grows with the number of containers.
    std::optional<Named> find(std::string_view key);

  private:
    sql::Connection& connection_;
    std::string place_;  // of the container
};

}  // namespace outfield::catalog
