// Tables outfield_container and outfield_container_module: buckets and directories, and the modules whose
// files belong there.
#pragma once

#include <outfield/time.h>

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sql/database.h"

namespace outfield::catalog {

struct Container {
    enum class State { present, vanished };
    enum class Origin { synchronised, created, entered };

    std::int64_t id = 0;
    std::int64_t configuration = 0;
    std::string configuration_name;  // read only
    std::string kind;                // read only
    std::string name;
    std::string key_prefix;  // "" or a valid key followed by '/'
    std::chrono::seconds retention{30 * 24 * 3600};
    State state = State::present;
    Origin origin = Origin::entered;
    bool is_foreign = false;  // another environment's: read here, never written to
    bool presigned = false;   // downloads may be sent to addresses that the store signs
    // A backup of the database from before this time may name values that are gone from the container.
    // nullopt: none was ever removed.
    std::optional<Time> horizon;
    std::vector<std::string> modules;  // sorted; changed by assign and unassign alone
};

struct Usage {
    std::int64_t live = 0, live_bytes = 0;            // values of records
    std::int64_t condemned = 0, condemned_bytes = 0;  // waiting for the end of their retention
    std::int64_t reserved = 0;                        // puts under way, or waiting to be collected
};

class Containers {
  public:
    explicit Containers(sql::Connection& connection) : connection_(connection) {}

    // In write(), before a row is read that is to be changed: nobody else changes one until the transaction
    // ends. Values can be written meanwhile.
    void lock();

    std::int64_t add(const Container& container);  // already_exists
    void update(const Container& container);  // by id: key_prefix, retention, state, is_foreign, presigned
    void remove(std::int64_t id);             // conflict while it has rows in outfield_blob

    // A module is in at most one container of a configuration: conflict, and the message names the other one.
    void assign(std::int64_t id, std::string_view module);
    void unassign(std::int64_t id, std::string_view module);  // not_found when it was not assigned

    std::optional<Container> find(std::int64_t configuration, std::string_view name);
    std::optional<Container> of_module(std::int64_t configuration, std::string_view module);
    Container of_database();                                              // the database's own
    Container get(std::int64_t id);                                       // not_found
    std::vector<Container> of_configuration(std::int64_t configuration);  // by name
    std::vector<Container> all();
    Usage usage(std::int64_t id);

    // Whether it has objects whose key does not start with `prefix`: put there before the prefix was changed.
    bool has_keys_outside(std::int64_t id, std::string_view prefix);

  private:
    sql::Connection& connection_;
};

}  // namespace outfield::catalog
