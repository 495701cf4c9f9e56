// One Outfield: a catalog, the modules installed in it, and the stores that it knows. The way in for a C++
// program.
//
//     auto outfield = Instance::create("sqlite:erp.db", "erp.key");  // and keep outfield.identity()
//     auto outfield = Instance::open("sqlite:erp.db", "erp.key", {.environment = "k3v9..."});
//     outfield.install({sale});
//     auto id = outfield.records().create("sale.document", {{"name", "Contract"}, {"file", Upload{...}}});
#pragma once

#include <outfield/administration.h>
#include <outfield/binary_fields.h>
#include <outfield/check.h>
#include <outfield/environment.h>
#include <outfield/objects.h>
#include <outfield/records.h>
#include <outfield/registry.h>
#include <outfield/scrub.h>
#include <outfield/strays.h>
#include <outfield/trash.h>
#include <outfield/upkeep.h>

#include <chrono>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace outfield {

struct InstanceOptions {
    // How long a write may give no sign of life before `collect` takes its reservation.
    std::chrono::seconds lease = std::chrono::hours(1);

    // Which environment this installation is: what identity() of its own catalog said, kept apart from the
    // catalog, in the program's own configuration. Without it, and with another catalog's, everything is read
    // and nothing outside the database is written to or deleted, so that a copy of production's database
    // harms nothing.
    std::string environment = {};
};

// Where the next value of a binary field goes, and why.
struct Explanation {
    std::string configuration, container;  // empty: there is no place yet
    std::vector<std::string> reasons;      // one sentence a step, in order
    std::string missing;                   // what to do, with the command; empty when there is a place
};

class Instance {
  public:
    // A new catalog at `url` ("sqlite:PATH") and a new sealing key; this is its home, so keep identity() for
    // open(). already_exists when there is a catalog; a key file that exists is used as it is.
    static Instance create(const std::string& url, const std::filesystem::path& sealing_key);

    static Instance open(const std::string& url, const std::filesystem::path& sealing_key,
                         const InstanceOptions& options = {});

    Instance(Instance&&) noexcept;
    Instance& operator=(Instance&&) noexcept;
    ~Instance();

    // Installs modules, or upgrades those that are installed, without losing a value. Not while other threads
    // use this instance; references from the accessors below stay good.
    void install(const std::vector<Module>& modules);

    // A random name that the catalog was given when it was created.
    const std::string& identity() const noexcept;
    const Registry& registry() const noexcept;

    // Errors: not_found (no such model or field), invalid (not a binary field).
    Explanation explain(std::string_view model, std::string_view field) const;

    // The least IAM policy that working with the buckets in use needs, as JSON: of one storage configuration,
    // or of all. Another environment's buckets are only read. Creating and synchronising buckets is not in
    // it: an administrator does that with other credentials. not_found: no such configuration, or no bucket
    // in use.
    std::string iam_policy(std::string_view configuration = {}, PolicyFor work = PolicyFor::every_day) const;

    // Thread-safe, each; they live as long as the instance.
    Records& records() noexcept;
    BinaryFields& binaries() noexcept;
    StorageConfigurations& configurations() noexcept;
    StorageContainers& containers() noexcept;
    Objects& objects() noexcept;
    Collector& collector() noexcept;
    Checker& checker() noexcept;
    Strays& strays() noexcept;
    Scrubber& scrubber() noexcept;
    TrashCan& trash() noexcept;
    Environment& environment() noexcept;  // but not beside other threads

  private:
    friend class Rooms;
    struct Parts;
    explicit Instance(std::unique_ptr<Parts> parts);
    std::unique_ptr<Parts> parts_;
};

}  // namespace outfield
