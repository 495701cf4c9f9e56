// What the folders of a server did not show when they were listed a moment ago. Only a listing proves that a
// file is absent (presence.h), and clearing away a thousand files that never came to be would list their
// folder a thousand times.
//
// Keys are never used twice: what was absent then is absent now, unless a put has landed since. Puts of this
// process are told here (`expect`); one of another process can be overlooked for the `lifetime` of a listing,
// and only where the server also refuses to remove the file. Thread-safe. Bounded.
#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <mutex>
#include <string>
#include <unordered_set>
#include <vector>

#include "stores/ftp/listing.h"

namespace outfield::ftp {

// The entries of one listing, by their hashes: two names of one hash only make an absent one look present.
class ListedNames {
  public:
    using Clock = std::chrono::steady_clock;

    void add(const TreeEntry& entry);
    bool too_many() const noexcept { return hashes_.size() > most; }  // those past the limit are not there
    Clock::time_point begun() const noexcept { return begun_; }

    void sort();                                                // after the last one
    bool may_hold(const std::string& name, bool folder) const;  // REQUIRES: sorted, and not too many

  private:
    static constexpr std::size_t most = 1'000'000;

    Clock::time_point begun_ = Clock::now();
    std::vector<std::uint64_t> hashes_;
};

// Folders and files by their paths below the configured directory.
class RecentListings {
  public:
    static constexpr std::chrono::seconds lifetime{60};  // since a listing began

    // `listed` is all of the folder. A listing that is too large is not kept.
    void keep(const std::string& folder, ListedNames listed);
    // True: a recent listing of `folder` is without `name`. False: nothing is known.
    bool show_absent(const std::string& folder, const std::string& name, bool is_folder);
    // From now on the file may come to be.
    void expect(const std::string& file);

  private:
    static constexpr std::size_t most_folders = 8, most_expected = 50'000;

    std::mutex mutex_;
    std::map<std::string, ListedNames> folders_;
    std::unordered_set<std::string> expected_;
    ListedNames::Clock::time_point forgot_;  // what was expected before
};

}  // namespace outfield::ftp
