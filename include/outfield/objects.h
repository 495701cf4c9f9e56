// Objects in containers, seen from the store's side: add, view, list, move, delete.
#pragma once

#include <outfield/catalogued.h>
#include <outfield/upkeep.h>
#include <outfield/value.h>

#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace outfield {

namespace catalog {
class Catalog;
}
class BinaryFields;
class Connections;
class Records;

struct ObjectSummary {
    std::string configuration, container, key;
    std::uint64_t size = 0;
    std::optional<Time> modified;  // as the store tells it
    std::int64_t blob = 0;         // 0: not in the catalog
    std::string state;             // "live", "condemned", "reserved", "doomed"; "" when not in the catalog
    Sha256 sha256;                 // of the catalog
    std::string media_type, file_name;
    std::optional<FieldAddress> record;  // whose value it is
};

// Instance makes and lends out the one there is. An object is named by its blob's number, or "CONTAINER/KEY"
// where CONTAINER is as StorageContainers takes it. Thread-safe. Errors as BinaryFields and the stores have
// them.
class Objects {
  public:
    Objects(catalog::Catalog& catalog, Connections& connections, Records& records, BinaryFields& binaries,
            Mover& mover)
        : catalog_(catalog),
          connections_(connections),
          records_(records),
          binaries_(binaries),
          mover_(mover) {}

    // Puts a file into a container under a record of its own (model ir.attachment).
    ObjectSummary add(std::string_view container, const Upload& upload);

    // What the store lists under the key prefix, and elsewhere what the catalog knows, each with its record.
    void list(std::string_view container, const std::function<void(const ObjectSummary&)>& each);

    // What the catalog knows, without asking any store. Empty container or model: all.
    void catalogued(std::string_view container, std::string_view model,
                    const std::function<void(const ObjectSummary&)>& each);

    // A page of what the catalog knows, without asking any store: as many as the query's limit, unless these
    // are the last ones. Cheap in the size of the catalog where the order is by age and the query names a
    // container, a model or a record at most; a search looks at every file name until the page is full.
    std::vector<CataloguedObject> page(const ObjectQuery& query);

    // By the blob's number: a value, or one in the trash. not_found.
    CataloguedObject known(std::int64_t blob);

    // What the field has and what it had, as far as the bytes are still there: the last one first, at most
    // `limit`.
    std::vector<CataloguedObject> history(const FieldAddress& address, std::size_t limit);

    // What the values of records take up, by model, field and container (0: everywhere). Reads all of them.
    std::vector<ModelUsage> usage(std::int64_t container = 0);

    ObjectSummary view(std::string_view object);
    void read(std::string_view object, ByteSink& sink);

    // An address by which anyone may read the object for a while, without credentials. unsupported: its store
    // makes none.
    std::string presigned_url(std::string_view object, std::chrono::seconds valid_for);

    // Copy, verify by hash, flip in one transaction, condemn the source. conflict when the value changed
    // meanwhile. `while_copying` is told how many more bytes have come, and may throw to give the move up.
    // What another is moving at the moment is waited for, and moved where that one did not; `while_copying`
    // is called meanwhile.
    ObjectSummary move(std::string_view object, std::string_view to_container,
                       const std::function<void(std::uint64_t bytes)>& while_copying = {});

    // The same without waiting, for those who have more to do.
    Move move_now(std::string_view object, std::string_view to_container,
                  const std::function<void(std::uint64_t bytes)>& while_copying = {});

    // The record's field is emptied and the object condemned: it goes when its retention ends. An
    // ir.attachment goes with its object. Refused for a required field.
    void remove(std::string_view object);

    // An object without a row: removed from the store at once. conflict when a row names it.
    void remove_stray(std::string_view object);

  private:
    catalog::Catalog& catalog_;
    Connections& connections_;
    Records& records_;
    BinaryFields& binaries_;
    Mover& mover_;
};

}  // namespace outfield
