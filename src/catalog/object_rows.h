// Objects, a page at a time: blobs that are the value of a field, or were and stand in the trash.
#pragma once

#include <outfield/catalogued.h>

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "sql/database.h"

namespace outfield::catalog {

class ObjectRows {
  public:
    explicit ObjectRows(sql::Connection& connection) : connection_(connection) {}

    // Walks along an index where the order is by age: that of the container, of the model, or of all blobs.
    std::vector<CataloguedObject> page(const ObjectQuery& query);

    std::optional<CataloguedObject> find(std::int64_t blob);

    // The field's value and its values in the trash, the last one first.
    std::vector<CataloguedObject> of_field(const FieldAddress& address, std::size_t limit);

    // Of live values, in the order of model and field; container 0: all.
    std::vector<ModelUsage> usage(std::int64_t container);

  private:
    sql::Connection& connection_;
};

}  // namespace outfield::catalog
