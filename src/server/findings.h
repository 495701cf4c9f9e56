// What checks and scrubs have found, as the page is told.
#pragma once

#include <outfield/check.h>

#include <boost/json/object.hpp>

#include "catalog/catalog.h"
#include "catalog/findings.h"

namespace outfield::server {

// {kind, configuration, container, key, blob, size, modified, words}; what is not known is null.
boost::json::object finding_document(const Finding& finding);

// Of a run that goes on: counts all, and keeps the first ones.
class FoundSoFar {
  public:
    void add(const boost::json::object& document);
    catalog::FindingList list() const;  // that ended now

  private:
    catalog::FindingList list_;
};

// All values of which damage is known.
void add_damaged(catalog::Catalog& catalog, FoundSoFar& found);

}  // namespace outfield::server
