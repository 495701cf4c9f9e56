// What the audit log keeps, told inside the transaction that does it: deletes, and changes of configuration
// and of rights. So either both happen or neither does.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "sql/database.h"

namespace outfield::catalog {

struct Deed {
    std::string_view action;  // "unlink", "file.delete", "configuration.change"; borrowed, like the model
    std::string_view model;
    std::int64_t record = 0;
    std::string detail = {};  // names of fields and settings, never their values
};

// While one lives, it is told of the deeds of its thread. They nest, and the innermost is told.
class Witness {
  public:
    Witness() noexcept;
    virtual ~Witness();
    Witness(const Witness&) = delete;
    Witness& operator=(const Witness&) = delete;

    static const Witness* current() noexcept;  // nullptr: nobody

    // Whether "create" and "write" of this model's records are deeds, too.
    virtual bool keeps_changes_of(std::string_view model) const = 0;
    // On whichever thread runs the transaction, and again when that runs again; afterwards what it tells of
    // stands in the tables. What this throws undoes the transaction.
    virtual void saw(sql::Connection& connection, const Deed& deed) const = 0;

  private:
    const Witness* before_;
};

// To be made on the thread that asks for a transaction, and used inside it.
class Telling {
  public:
    Telling() noexcept : witness_(Witness::current()) {}
    // Nobody is told.
    explicit Telling(std::nullptr_t) noexcept : witness_(nullptr) {}

    bool keeps_changes_of(std::string_view model) const {
        return witness_ != nullptr && witness_->keeps_changes_of(model);
    }
    void operator()(sql::Connection& connection, const Deed& deed) const {
        if (witness_ != nullptr) witness_->saw(connection, deed);
    }

  private:
    const Witness* witness_;
};

}  // namespace outfield::catalog
