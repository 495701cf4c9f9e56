// Objects that no row names, at the moment when that ends: one is removed, or becomes a value. Whoever
// decides has a row written for it first, and the deciders come one after the other.
#pragma once

#include <outfield/storage.h>

#include <chrono>
#include <string_view>

#include "catalog/catalog.h"
#include "catalog/containers.h"

namespace outfield {

// invalid, with why: no object under this key is Outfield's, so it is neither removed nor adopted.
void require_possible_key(std::string_view key);

// In write(): as require_unnamed (names.h), and until the transaction ends nobody else gets past here.
// invalid: as require_possible_key.
void decide_unnamed(sql::Connection& connection, const catalog::Container& container, std::string_view key);

// The object and what unfinished puts have left under its key. conflict: a row names it. The row that names
// it meanwhile stays as garbage for the collector, who removes a last time what may still land; where the
// removal fails before anything happened, the object is unnamed again.
void remove_unnamed(catalog::Catalog& catalog, Storage& storage, const catalog::Container& container,
                    std::string_view key);

// That an object was seen, for whoever is about to name it. A removal that began after that and ended long
// ago has no row any more.
class Sighting {
  public:
    void require_recent() const;  // conflict, retryable

  private:
    std::chrono::steady_clock::time_point at_ = std::chrono::steady_clock::now();
};

}  // namespace outfield
