// Records of declared models: create, read, write, unlink, search, in OpenERP's sense.
#pragma once

#include <outfield/domain.h>
#include <outfield/registry.h>
#include <outfield/value.h>

#include <cstddef>
#include <initializer_list>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace outfield {

namespace catalog {
class Catalog;
}
namespace sql {
class Connection;
}
class Staging;
class StoredModels;

// One line of group(): the values that its records have in common, how many they are, and the sums asked for.
struct RecordGroup {
    Values key;  // by the names that were grouped by
    std::size_t count = 0;
    // By field, or by "field:function" where a field is asked for more than once; not set where no record has
    // a value.
    Values aggregates;
};

// A number field with "sum" or "avg"; that, a date, datetime or char with "min" or "max"; any field with a
// column with "count" or "count_distinct".
struct Aggregate {
    std::string field, function;
};

struct SearchOptions {
    std::size_t offset = 0;
    std::optional<std::size_t> limit;
    std::string order;  // "name desc, id"; empty: id
};

// Thread-safe; lives no longer than what it is given. Every verb is one transaction: all of it happens or
// nothing. Bytes travel to their store before that transaction, so a binary value that cannot be stored
// leaves the record as it was. Errors: not_found (model, field or record; the message names it), invalid (a
// value of the wrong type, a required field that is not set, a choice that does not exist, a relation to
// nothing), conflict, unsupported (writing to a model that is a view), and those of the stores.
//
// Commands (value.h) run in order, in the transaction of the record that they come with, at most 16 deep.
// They follow the rules of create, write and unlink for what they create, update and remove; not_found for an
// update or a removal of a record that does not belong there; conflict for one that deletes the record
// itself. A list of ids is `set`, nothing is `clear`. Where the many2one behind a one2many is required, a
// record that belongs there no more is deleted.
class Records {
  public:
    Records(catalog::Catalog& catalog, const Registry& registry, Staging& staging);
    ~Records();

    // `author`: the record of res.users that becomes create_uid and write_uid; 0: nobody.
    RecordId create(std::string_view model, const Values& values, RecordId author = 0);
    RecordId create(std::string_view model, std::initializer_list<Values::value_type> values) {
        return create(model, Values(values));
    }
    RecordIds create(std::string_view model, const std::vector<Values>& many, RecordId author = 0);

    // The same as a part of the caller's transaction; without files. For this house alone.
    RecordId create(sql::Connection& connection, std::string_view model, const Values& values,
                    RecordId author = 0);

    // The records that exist of those asked for, in the order asked for. No fields = all of them, with
    // create_date, create_uid, write_date and write_uid. Binary fields read as Attachment, without asking any
    // store.
    std::vector<Record> read(std::string_view model, const RecordIds& ids,
                             const std::vector<std::string>& fields = {});

    // Sets these values in all the records; a binary field set to monostate is cleared. The same upload into
    // several records is stored once for each (it must rewind).
    void write(std::string_view model, const RecordIds& ids, const Values& values, RecordId author = 0);

    // Their binary values are condemned with them, and so are their ir.attachments. Refused (conflict) while
    // a required many2one points to one of them; other many2ones are set to nothing.
    void unlink(std::string_view model, const RecordIds& ids);

    RecordIds search(std::string_view model, const Domain& domain = {}, const SearchOptions& options = {});
    std::size_t count(std::string_view model, const Domain& domain = {});

    // The records of a domain by the values of some fields, in the order of `options`: what OpenERP's
    // read_group counts. A date or datetime may be grouped as "field:day", ":week" (of ISO 8601), ":month",
    // ":quarter" or ":year", and has a text as its key: "2026-11-23", "2026-W48", "2026-11", "2026-Q4",
    // "2026". The order names keys and aggregates, or "__count"; empty: the keys. By no field at all there is
    // one group.
    std::vector<RecordGroup> group(std::string_view model, const Domain& domain,
                                   const std::vector<std::string>& by,
                                   const std::vector<Aggregate>& aggregates,
                                   const SearchOptions& options = {});

  private:
    catalog::Catalog& catalog_;
    const Registry& registry_;
    Staging& staging_;
    std::unique_ptr<const StoredModels> models_;
};

}  // namespace outfield
