// What an administrator does: storage configurations, containers (buckets and directories) and their modules.
// Instance makes and lends out both classes; their constructors take what is not for programs.
#pragma once

#include <outfield/probe.h>
#include <outfield/registry.h>
#include <outfield/settings.h>
#include <outfield/storage.h>

#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace outfield {

namespace catalog {
class Catalog;
}
class Connections;

// Work that an IAM policy is to suffice for.
enum class PolicyFor {
    every_day,
    repair_from_versions  // and that: looking through the older versions of damaged objects
};

struct ConfigurationSummary {
    std::string name;
    std::string kind;  // "s3", "ftp", "directory", "database"
    bool is_default = false;
    std::map<std::string, std::string> settings;
    std::vector<std::string> secrets;  // the names of those that are set; their text cannot be asked for
};

// External Storage Configuration. Thread-safe. Errors: not_found (the name), already_exists, invalid (a
// setting, and which), conflict (in use).
class StorageConfigurations {
  public:
    StorageConfigurations(catalog::Catalog& catalog, Connections& connections)
        : catalog_(catalog), connections_(connections) {}

    // Settings are checked against the kind before anything is written. The first of its kind is the default.
    void add(std::string_view name, std::string_view kind, const Settings& settings);

    // Sets those given; an empty plain value or secret unsets one. Values that are stored stay where they
    // are: a change that would point stored objects to another place (url, path) is refused while containers
    // hold blobs, unless `moved` says that the administrator has moved the bytes there.
    void change(std::string_view name, const Settings& changes, bool moved = false);

    void make_default(std::string_view name);
    void remove(std::string_view name);  // conflict while a container holds blobs

    std::vector<ConfigurationSummary> all();  // with the built-in "database"
    ConfigurationSummary get(std::string_view name);

    // Tries it out, step by step; a container by putting, reading and removing a small object under its key
    // prefix. One that is another environment's, or not in the catalog, is only listed, and a step says so.
    // Does not throw for what it finds.
    std::vector<ProbeStep> test(std::string_view name, const std::optional<std::string>& container);

    // A new sealing key, with which all secrets are sealed again, while others work. The keys before stay in
    // the key file, because a backup of the catalog may need them, until they are retired. Not beside another
    // of the two.
    void rotate_sealing_key();
    void retire_sealing_keys();

  private:
    catalog::Catalog& catalog_;
    Connections& connections_;
};

struct ContainerSummary {
    std::int64_t id = 0;
    std::string configuration;
    std::string kind;
    std::string name;
    std::string key_prefix;
    std::chrono::seconds retention{};
    bool vanished = false;  // the last synchronisation did not see it
    std::string origin;     // "synchronised", "created", "entered"
    std::vector<std::string> modules;
    std::int64_t live = 0, live_bytes = 0;            // values of records
    std::int64_t condemned = 0, condemned_bytes = 0;  // waiting for the end of their retention
    std::int64_t reserved = 0;                        // puts under way or given up
    bool presigned = false;  // downloads may be sent to addresses that the store signs
};

struct ContainerOptions {
    std::optional<std::string> key_prefix;  // "" or segments of the key alphabet, ending in '/'
    std::optional<std::chrono::seconds> retention;
    // Downloads may be sent to addresses that the store signs, where it can (S3); else all bytes pass through
    // the server.
    std::optional<bool> presigned;
    // All that are to belong there: those that are not among them do no more. conflict when another container
    // of the configuration has one.
    std::optional<std::vector<std::string>> modules = {};
};

// What collect() has left: values within their retention, uploads under way or given up.
struct Waiting {
    std::uint64_t values = 0, bytes = 0;
    std::uint64_t uploads = 0;
    std::optional<Time> next;  // when the first of them may go
};

struct Synchronisation {
    std::vector<std::string> appeared, returned, vanished, unchanged;
};

// Buckets and directories. A container is named "CONFIGURATION/NAME", or NAME alone where only one
// configuration has it. Thread-safe. Errors: not_found, already_exists, invalid, conflict, denied and what
// the store says.
class StorageContainers {
  public:
    StorageContainers(catalog::Catalog& catalog, Connections& connections, const Registry& registry)
        : catalog_(catalog), connections_(connections), registry_(registry) {}

    // Asks the server: new containers get a row, those that are gone are marked, none is ever dropped. When
    // the account may not list (denied), nothing changes and the message says how to enter a container by
    // hand.
    Synchronisation synchronise(std::string_view configuration);

    // On the server and in the catalog. One that the account has already is taken.
    ContainerSummary create(std::string_view configuration, std::string_view name,
                            const ContainerOptions& options = {});

    // In the catalog alone: for accounts that may neither list nor create.
    ContainerSummary enter(std::string_view configuration, std::string_view name,
                           const ContainerOptions& options = {});

    void change(std::string_view container, const ContainerOptions& options);
    void forget(std::string_view container);  // the row alone; conflict while it holds blobs

    // Files of this module belong here. conflict when another container of the configuration has it.
    void assign(std::string_view container, std::string_view module);
    void unassign(std::string_view container, std::string_view module);

    std::vector<ContainerSummary> all(std::string_view configuration = {});
    ContainerSummary get(std::string_view container);
    ContainerSummary get(std::int64_t id);
    Waiting waiting();

  private:
    enum class Origin { created, entered };
    void check_modules(const ContainerOptions& options) const;  // they are installed
    ContainerSummary put_row(std::int64_t configuration, std::string_view name,
                             const ContainerOptions& options, Origin origin);

    catalog::Catalog& catalog_;
    Connections& connections_;
    const Registry& registry_;
};

}  // namespace outfield
