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
class Staging;
class StoredModels;

struct SearchOptions {
    std::size_t offset = 0;
    std::optional<std::size_t> limit;
    std::string order;  // "name desc, id"; empty: id
};

// Thread-safe; lives no longer than what it is given. Every verb is one transaction: all of it happens or
// nothing. Bytes travel to their store before that transaction, so a binary value that cannot be stored
// leaves the record as it was. Errors: not_found (model, field or record; the message names it), invalid (a
// value of the wrong type, a required field that is not set, a choice that does not exist, a many2one to
// nothing), conflict, and those of the stores.
class Records {
  public:
    Records(catalog::Catalog& catalog, const Registry& registry, Staging& staging);
    ~Records();

    RecordId create(std::string_view model, const Values& values);
    RecordId create(std::string_view model, std::initializer_list<Values::value_type> values) {
        return create(model, Values(values));
    }
    RecordIds create(std::string_view model, const std::vector<Values>& many);

    // The records that exist of those asked for, in the order asked for. No fields = all of them, with
    // create_date and write_date. Binary fields read as Attachment, without asking any store.
    std::vector<Record> read(std::string_view model, const RecordIds& ids,
                             const std::vector<std::string>& fields = {});

    // Sets these values in all the records; a binary field set to monostate is cleared. The same upload into
    // several records is stored once for each (it must rewind).
    void write(std::string_view model, const RecordIds& ids, const Values& values);

    // Their binary values are condemned with them. Refused (conflict) while a required many2one points to one
    // of them; other many2ones are set to nothing.
    void unlink(std::string_view model, const RecordIds& ids);

    RecordIds search(std::string_view model, const Domain& domain = {}, const SearchOptions& options = {});
    std::size_t count(std::string_view model, const Domain& domain = {});

  private:
    catalog::Catalog& catalog_;
    const Registry& registry_;
    Staging& staging_;
    std::unique_ptr<const StoredModels> models_;
};

}  // namespace outfield
