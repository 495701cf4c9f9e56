// The database store: objects as rows of chunks, in the database of the catalog or in any other. It is atomic
// and durable as the database is. One put holds up to 4 MiB in memory, one get 256 KiB.
#pragma once

#include <outfield/storage.h>

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "sql/database.h"

namespace outfield::database {

// Why no container can have this name; nullopt when one can. Names are 1 to 255 bytes of UTF-8 without
// control characters.
std::optional<std::string> container_name_fault(std::string_view name);

// The tables are there (create_chunk_tables). Does not own the database, which outlives it.
std::unique_ptr<Storage> open_storage(sql::Database& database);

class DatabaseStorage final : public Storage, private UnfinishedLister {
  public:
    explicit DatabaseStorage(sql::Database& database) : database_(database) {}

    using Storage::get;
    using Storage::remove;
    const Capabilities& capabilities() const noexcept override;
    Stored put(const ObjectAddress& address, ByteSource& source, const PutOptions& options) override;
    void get(const ObjectAddress& address, ByteSink& sink, ByteRange range) override;
    std::optional<ObjectInfo> stat(const ObjectAddress& address) override;
    void remove(const ObjectAddress& address, Unfinished unfinished) override;
    ListPage list(const std::string& container, const std::string& prefix,
                  const std::optional<std::string>& cursor) override;  // in order of key, 1,000 a page
    std::vector<ContainerInfo> containers() override;
    void create_container(const std::string& name) override;
    UnfinishedLister* unfinished_lister() noexcept override { return this; }

  private:
    enum class Which { complete, unfinished };
    ListPage list_some(Which which, const std::string& container, const std::string& prefix,
                       const std::optional<std::string>& cursor);
    ListPage list_unfinished(const std::string& container, const std::string& prefix,
                             const std::optional<std::string>& cursor) override;

    sql::Database& database_;
};

}  // namespace outfield::database
