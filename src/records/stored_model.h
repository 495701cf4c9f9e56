// A model with the SQL texts that do not change from call to call, put together once.
#pragma once

#include <outfield/registry.h>

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "records/dialect.h"

namespace outfield {

// Borrows its names from the registry.
struct StoredModel {
    // A many2one of some model that points here.
    struct Reference {
        const Model* model;
        const NamedField* field;
        std::string
            find_first;     // $1: the ids; a record outside them that points to one of them, and to which
        std::string unset;  // $1: the ids
    };

    const Model* model = nullptr;
    std::string table;                       // in quotes
    std::vector<const NamedField*> columns;  // those that are written into the table, in the order of insert
    std::vector<const NamedField*> binaries;
    std::vector<Reference> references;
    std::vector<std::string> drop_links;  // $1: a JSON list of ids, on either side of a many2many

    std::string insert;       // $1: now, $2: the author, then the columns; answers the id
    std::string find_one;     // $1: an id; in write() alone, for the record stays until the transaction ends
    std::string find_some;    // $1: a JSON list of ids; which of them exist; nobody points to them meanwhile
    std::string delete_some;  // $1: a JSON list of ids

    // A text that sets write_date ($1), write_uid ($2) and these columns ($3, ...) of the record with the id
    // behind them.
    std::string update(const std::vector<const NamedField*>& fields) const;
    // A text that reads the id and these columns of the records of a JSON list of ids.
    std::string select(const DialectWords& words, const std::vector<std::string_view>& names) const;
};

// Immutable, so thread-safe. Lives no longer than the registry.
class StoredModels {
  public:
    StoredModels(const Registry& registry, sql::Dialect dialect);

    const StoredModel& get(std::string_view model) const;           // not_found, as Registry::model
    const StoredModel& get_writable(std::string_view model) const;  // unsupported for a view
    const Registry& registry() const noexcept { return registry_; }

  private:
    void add_references(const Model& model, const DialectWords& words);
    void add_links(const Model& model, const DialectWords& words);

    const Registry& registry_;
    std::map<std::string_view, StoredModel> models_;
};

// "[1,2,3]"
std::string json_list(const std::vector<std::int64_t>& ids);

}  // namespace outfield
