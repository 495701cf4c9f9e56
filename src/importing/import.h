// Import: a directory tree of files becomes records of a model, each file the value of a binary field.
//
// A scanner walks the tree and leaves out what the journal (catalog/imports.h) knows; `transfers` threads put
// files into their store; one recorder makes records of whole batches, in one transaction with their lines in
// the journal. So a killed import leaves no record without its file, no file imported twice, and at most some
// objects that `collect` removes; the next run goes on where it was.
#pragma once

#include <outfield/error.h>
#include <outfield/registry.h>
#include <outfield/value.h>

#include <atomic>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>

namespace outfield {
class Placement;
class Staging;
namespace catalog {
class Catalog;
}
}  // namespace outfield

namespace outfield::importing {

struct Request {
    std::string model, field;
    std::filesystem::path directory;
    std::string name_field;  // gets the file's name; empty: none
    Values fixed;            // the same in every record
    std::string journal;     // the import's name; empty: made from model, field and the directory's full path
    std::size_t transfers = 16;
    bool changed = false;        // files that changed since are imported again, into the same record
    bool stop_on_error = false;  // the first file that fails ends the import
    std::size_t patience = 20;   // so many failures of the store in a row end the import
};

struct Fault {
    std::filesystem::path path;  // below the directory
    ErrorKind kind = ErrorKind::invalid;
    std::string reason;
};

struct Counts {
    bool scanned = false;                      // the two below are final
    std::uint64_t found = 0, found_bytes = 0;  // files to be transferred
    std::uint64_t sent_bytes = 0;              // read on their way to the store
    std::uint64_t imported = 0, imported_bytes = 0;
    std::uint64_t before = 0;   // imported by an earlier run
    std::uint64_t changed = 0;  // imported by an earlier run and changed since: left as they are
    std::uint64_t failed = 0;
};

class Import {
  public:
    // Checks the request: the directory, the model, a binary field, a name field for text, a place for the
    // values. Throws as check_root, Registry and Placement::place do.
    Import(catalog::Catalog& catalog, const Registry& registry, Staging& staging, const Placement& placement,
           Request request);
    ~Import();

    // Runs to the end, or until `stop` is set: transfers end at their next piece, what is whole in its store
    // is recorded. `fault` is called for each file that fails, from one thread at a time. Throws when the
    // tree cannot be read, the catalog fails, or the store does for too long; what was recorded stays.
    Counts run(const std::function<void(const Fault&)>& fault, const std::atomic<bool>& stop);

    Counts counts() const noexcept;  // at any moment, from any thread
    const std::string& journal() const noexcept;

  private:
    struct Parts;
    std::unique_ptr<Parts> parts_;
};

}  // namespace outfield::importing
