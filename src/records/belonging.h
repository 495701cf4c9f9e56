// Which records belong to one record by its one2many or many2many, inside a transaction.
#pragma once

#include <outfield/value.h>

#include <memory>
#include <string_view>

#include "records/stored_model.h"
#include "sql/database.h"

namespace outfield {

// When something is written, and by whom (0: nobody).
struct Stamp {
    std::string_view time;
    RecordId author = 0;

    sql::Parameter user() const noexcept {
        return author == 0 ? sql::Parameter(nullptr) : sql::Parameter(author);
    }
};

class Belonging {
  public:
    virtual ~Belonging() = default;

    virtual RecordIds all() = 0;  // in order
    virtual bool holds(RecordId id) = 0;
    virtual void link(RecordId id) = 0;  // invalid: there is no such record
    // Of those that it holds: they stay, and belong here no more.
    virtual void let_go(const RecordIds& ids) = 0;
    // Whether they cannot stay without belonging here: then they are deleted, and let_go is not for them.
    virtual bool is_life() const noexcept = 0;
};

// Everything is borrowed.
std::unique_ptr<Belonging> belonging_of(sql::Connection& connection, const Stamp& stamp, const Model& model,
                                        const NamedField& field, const StoredModel& other, RecordId owner);

}  // namespace outfield
