#include "stores/ftp/recent_listings.h"

#include <algorithm>
#include <functional>

namespace outfield::ftp {
namespace {

std::uint64_t hash_of(const std::string& name, bool folder) {
    return std::hash<std::string>()(name) ^ static_cast<std::uint64_t>(folder);
}

bool outdated(const ListedNames& listed) {
    return ListedNames::Clock::now() - listed.begun() > RecentListings::lifetime;
}

}  // namespace

void ListedNames::add(const TreeEntry& entry) {
    if (!too_many()) hashes_.push_back(hash_of(entry.name, entry.folder));
}

void ListedNames::sort() {
    std::ranges::sort(hashes_);
}

bool ListedNames::may_hold(const std::string& name, bool folder) const {
    return std::ranges::binary_search(hashes_, hash_of(name, folder));
}

void RecentListings::keep(const std::string& folder, ListedNames listed) {
    if (listed.too_many()) return;
    listed.sort();
    const std::lock_guard lock(mutex_);
    if (listed.begun() <= forgot_) return;
    std::erase_if(folders_, [](const auto& known) { return outdated(known.second); });
    if (folders_.size() >= most_folders) folders_.clear();
    folders_.insert_or_assign(folder, std::move(listed));
}

bool RecentListings::show_absent(const std::string& folder, const std::string& name, bool is_folder) {
    const std::lock_guard lock(mutex_);
    const auto known = folders_.find(folder);
    return known != folders_.end() && !outdated(known->second) && !known->second.may_hold(name, is_folder) &&
           !expected_.contains(folder + "/" + name);
}

void RecentListings::expect(const std::string& file) {
    const std::lock_guard lock(mutex_);
    if (expected_.size() >= most_expected) {
        expected_.clear();
        folders_.clear();
        forgot_ = ListedNames::Clock::now();
    }
    expected_.insert(file);
}

}  // namespace outfield::ftp
