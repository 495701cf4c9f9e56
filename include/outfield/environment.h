// Which environment a catalog belongs to, and so which containers it may write to.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace outfield {

namespace catalog {
class Catalog;
}
class Connections;

struct EnvironmentStatus {
    enum class Standing {
        ours,          // carries our marker
        unmarked,      // carries none: the first write claims it
        foreign,       // another environment's: read here, never written to
        out_of_reach,  // could not be asked
    };
    struct Container {
        std::int64_t id = 0;
        std::string configuration, name;
        Standing standing = Standing::unmarked;
        std::string words;
    };

    std::string catalog;                // the catalog's identity
    bool agrees = true;                 // the installation says the same
    std::string disagreement;           // in words, with what to do
    std::vector<Container> containers;  // all but the database's own
};

std::string_view to_string(EnvironmentStatus::Standing standing) noexcept;  // "ours", ...

// A catalog writes to a container only while three names agree: its own identity,
// InstanceOptions::environment, and the marker object in the container. Afterwards
// InstanceOptions::environment must be what these functions return. Not while other threads use the instance;
// an interruption leaves everything read-only until it is done again.
class Environment {
  public:
    Environment(catalog::Catalog& catalog, Connections& connections)
        : catalog_(catalog), connections_(connections) {}

    EnvironmentStatus status();

    struct Adopted {
        std::string identity;
        std::vector<EnvironmentStatus::Container> left;  // foreign, or out_of_reach
    };

    // This is the catalog's home from now on: it gets a new identity and marks with it its containers that
    // carry the old one, `also_from` (those too that detach() left behind), or none and have modules or
    // values. Another installation, with a copy of this catalog, only reads them from then on. What could not
    // be asked or marked is in `left`, as out_of_reach: the same call takes it over later, and until then the
    // identity stays the one that this installation was given.
    Adopted adopt(std::string_view also_from = {});

    struct Detached {
        std::string identity;
        std::vector<std::string> created;  // "CONFIGURATION/NAME"
    };

    enum class Copy { if_evident, yes };

    // This is a copy that goes its own way: it gets a new identity, and its containers become foreign. With a
    // suffix each that has modules or values gets a sibling on the server, which takes over its modules;
    // without one the modules are free to be assigned. Where the installation agrees with the catalog it
    // looks like the catalog's home: conflict, unless the caller knows that it is a copy.
    Detached detach(std::string_view suffix, Copy copy = Copy::if_evident);

  private:
    catalog::Catalog& catalog_;
    Connections& connections_;
};

}  // namespace outfield
