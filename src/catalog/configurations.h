// Table outfield_configuration: how to reach one S3 account, FTP server or local directory.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sql/database.h"

namespace outfield::catalog {

struct Configuration {
    std::int64_t id = 0;
    std::string name;  // unique; [a-z0-9][a-z0-9_-]{0,62}; none of the names of kinds
    std::string kind;  // "s3", "ftp", "directory", "database"
    bool is_default = false;
    std::map<std::string, std::string> settings;
    std::map<std::string, std::string> sealed;  // secrets, as SealingKey::seal gave them
};

class Configurations {
  public:
    explicit Configurations(sql::Connection& connection) : connection_(connection) {}

    // In write(), before a row is read that is to be changed: nobody else changes one until the transaction
    // ends.
    void lock();

    // The first of its kind becomes the default. already_exists: the name is taken.
    std::int64_t add(const Configuration& configuration);
    void update(const Configuration& configuration);  // by id: name, settings, sealed
    void make_default(std::int64_t id);               // of its kind
    // conflict while a container of it has rows in outfield_blob. Its empty containers go with it.
    void remove(std::int64_t id);

    std::optional<Configuration> find(std::string_view name);
    std::optional<Configuration> default_of(std::string_view kind);
    Configuration get(std::int64_t id);  // not_found
    std::vector<Configuration> all();    // by name

  private:
    sql::Connection& connection_;
};

}  // namespace outfield::catalog
