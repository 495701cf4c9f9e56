// The catalog: the tables that say which values exist, how large they are, what they hash to and where they
// lie. The one truth (ARCHITECTURE.md, rule 2). Each table has a small class over a transaction:
// Configurations, Containers, Blobs, ...
#pragma once

#include <memory>
#include <string>

#include "sql/database.h"

namespace outfield::catalog {

class Catalog {
  public:
    // Creates the schema in a new database (already_exists when there is a catalog).
    static Catalog create(const std::string& url);

    // Opens a catalog and migrates an older schema forwards in one transaction. Refuses a newer schema and a
    // database that holds no catalog (invalid), in words that say what to do.
    static Catalog open(const std::string& url);

    sql::Database& database() noexcept { return *database_; }

    // A random name that this catalog was given when it was created.
    const std::string& identity() const noexcept { return identity_; }

    // Gives the catalog a new random name: to other environments it is a stranger from then on. Not while
    // other threads use it.
    const std::string& change_identity();

    // The same, and remembers the old name until end_adopting(); when there is one already, the catalog keeps
    // the name that it has. Returns the old one.
    std::string begin_adopting();
    void end_adopting();

  private:
    Catalog(std::unique_ptr<sql::Database> database, std::string identity);
    std::unique_ptr<sql::Database> database_;
    std::string identity_;
};

}  // namespace outfield::catalog
