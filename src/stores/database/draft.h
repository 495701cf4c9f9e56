// An object that takes more than one transaction to write. Nobody sees it before the last one, and a draft
// that is given up clears its rows away.
#pragma once

#include <outfield/storage.h>

#include <cstdint>

#include "sql/database.h"

namespace outfield::database {

class Draft {
  public:
    // Writes nothing yet.
    Draft(sql::Database& database, const ObjectAddress& address) : database_(database), address_(address) {}
    Draft(const Draft&) = delete;
    Draft& operator=(const Draft&) = delete;
    ~Draft();

    // One transaction. All but the last bytes are a multiple of chunk_size. Errors: not_found (the
    // container), already_exists (the key), conflict (the draft was removed meanwhile).
    void append(Bytes bytes);
    void finish(Bytes last);  // and complete from now on

  private:
    void write(Bytes bytes, bool complete);

    sql::Database& database_;
    const ObjectAddress& address_;
    std::int64_t id_ = 0;  // 0: there is no row yet
    std::uint64_t size_ = 0;
    bool complete_ = false;
};

// Deletes an object, already hidden from readers, in transactions of at most 8 MiB.
void delete_object(sql::Database& database, std::int64_t id);

}  // namespace outfield::database
