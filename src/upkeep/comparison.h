// One container held against its rows: what the store lists is looked up in the catalog, then what the
// catalog names and the store did not list is looked at in the store.
#pragma once

#include <outfield/check.h>
#include <outfield/storage.h>

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "catalog/blobs.h"
#include "catalog/catalog.h"
#include "catalog/containers.h"
#include "connections/connections.h"

namespace outfield {

class Comparison {
  public:
    struct Report {
        CheckTotals& totals;
        const std::function<void(const Finding&)>& each;
        const std::function<void(const CheckTotals&)>& progress;  // may be empty
    };

    Comparison(catalog::Catalog& catalog, Connections& connections, const catalog::Container& container,
               Report report);

    // A store that cannot be asked is a finding, not an error.
    void run();

  private:
    struct Listed {
        ObjectInfo object;
        std::optional<catalog::Blob> blob;  // of this container
        bool is_named = false;              // by that row or one of another container
    };

    bool has_values();
    bool may_judge_objects();
    void look_up_objects();
    void compare(const catalog::Blob& blob, const ObjectInfo& object);
    bool is_still_there(const std::string& key);
    void look_up_unfinished();
    void look_at_rows();
    void check_row(const catalog::Blob& blob);

    std::vector<Listed> rows_of(const std::vector<ObjectInfo>& objects);
    std::optional<catalog::Blob> row(std::int64_t blob);
    void unnamed(Finding::Kind kind, const ObjectInfo& object, std::string_view words);
    void compare_size(const catalog::Blob& blob, const ObjectInfo& object);
    void missing(const catalog::Blob& blob);
    void out_of_reach(const std::string& key, const std::string& reason);

    Finding finding(Finding::Kind kind, std::string key) const;
    void report(Finding finding);
    void step() const;

    catalog::Catalog& catalog_;
    Connections& connections_;
    const catalog::Container& container_;
    Report report_;
    std::shared_ptr<Storage> storage_;
    std::vector<bool> seen_;        // by blob
    bool judges_ = false;           // whether what no row names is a stray
    std::optional<bool> in_sight_;  // asked once, when the first object is missing
    int failures_in_a_row_ = 0;
};

}  // namespace outfield
