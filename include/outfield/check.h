// Comparing the catalog with the stores, both ways.
#pragma once

#include <outfield/time.h>

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace outfield {

namespace catalog {
class Catalog;
}
class Connections;

struct Finding {
    enum class Kind {
        missing,       // a row whose object is proved absent
        wrong_size,    // an object of another size than its row says
        stray,         // an object under our key prefix without a row
        unfinished,    // pieces of a put that no row names: a multipart upload, a temporary file
        out_of_reach,  // what the store refused, or did not answer: nothing is known of it
    };

    Kind kind = Kind::missing;
    std::string configuration, container;
    std::string key;               // empty: the whole container
    std::int64_t blob = 0;         // 0: no row
    std::uint64_t size = 0;        // as the store tells it
    std::optional<Time> modified;  // as the store tells it
    std::string words;             // a sentence
};

std::string_view to_string(Finding::Kind kind) noexcept;  // "missing", "wrong-size", ...

struct CheckTotals {
    std::uint64_t objects = 0;  // seen in the stores
    std::uint64_t values = 0;   // rows that must have their object: live and condemned
    // Of the objects: those of condemned values, and those whose row needs none: a put under way or given up,
    // what `collect` is removing.
    std::uint64_t condemned = 0, under_way = 0;
    std::uint64_t missing = 0, wrong_size = 0, strays = 0, unfinished = 0, out_of_reach = 0;

    bool sound() const noexcept { return missing + wrong_size + strays + unfinished + out_of_reach == 0; }
};

class Checker {
  public:
    Checker(catalog::Catalog& catalog, Connections& connections)
        : catalog_(catalog), connections_(connections) {}

    // Changes nothing. `container` is ContainerSummary::id; 0: all. A refusal (403, 550) or a timeout is
    // `out_of_reach` and never `missing`; so is a container without our marker, because an empty mount point
    // looks like a store that has lost everything. Memory: a page of each side, and one bit for each blob of
    // the catalog. Thread-safe; a value that comes or goes meanwhile is no finding. Throws not_found for an
    // unknown container.
    CheckTotals check(std::int64_t container, const std::function<void(const Finding&)>& each,
                      const std::function<void(const CheckTotals&)>& progress = {});

  private:
    catalog::Catalog& catalog_;
    Connections& connections_;
};

}  // namespace outfield
