// Table outfield_import: which files an import has turned into which records, so that it goes on where it was
// killed and does nothing twice. An import is known by its name; a file by its path below the imported
// directory.
#pragma once

#include <outfield/value.h>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "sql/database.h"

namespace outfield::catalog {

struct ImportedFile {
    RecordId record = 0;
    std::uint64_t size = 0;
    std::int64_t modified_ns = 0;  // the file's time of change when it was imported
};

class Imports {
  public:
    explicit Imports(sql::Connection& connection) : connection_(connection) {}

    // To the end of the transaction, nobody else who asks for it records files of this import.
    void lock(std::string_view import);

    std::optional<ImportedFile> find(std::string_view import, std::string_view path);
    void done(std::string_view import, std::string_view path, const ImportedFile& file);

  private:
    sql::Connection& connection_;
};

}  // namespace outfield::catalog
