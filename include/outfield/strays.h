// What `check` found in a store and no row names: removed, or given a record.
#pragma once

#include <outfield/check.h>
#include <outfield/value.h>

#include <chrono>

namespace outfield {

class Records;
class BinaryFields;

// Thread-safe. Each looks again first: what has a row by now (conflict), is gone (not_found) or is younger
// than `grace` (conflict; so is what has no date, unless `grace` is zero) stays as it is. invalid: the
// finding is no stray.
class Strays {
  public:
    Strays(catalog::Catalog& catalog, Connections& connections, Records& records)
        : catalog_(catalog), connections_(connections), records_(records) {}

    // The object, and pieces of unfinished puts under its key.
    void remove(const Finding& finding, std::chrono::seconds grace);

    // The object becomes the value of a new record of ir.attachment, which is returned, and stays where it
    // is. It is read once for its size, hash and media type.
    RecordId adopt(const Finding& finding, std::chrono::seconds grace);

  private:
    catalog::Catalog& catalog_;
    Connections& connections_;
    Records& records_;
};

}  // namespace outfield
