// Which region each bucket turned out to be in. Thread-safe.
#pragma once

#include <map>
#include <mutex>
#include <shared_mutex>
#include <string>

namespace outfield::s3 {

class RegionBook {
  public:
    explicit RegionBook(const std::string& configured)
        : usual_(configured.empty() ? "us-east-1" : configured) {}

    std::string region_of(const std::string& bucket) const {
        const std::shared_lock lock(mutex_);
        const auto found = learnt_.find(bucket);
        return found == learnt_.end() ? usual_ : found->second;
    }

    // Without a bucket: of the account, so of every bucket that is not known better.
    void learn(const std::string& bucket, const std::string& region) {
        const std::lock_guard lock(mutex_);
        if (bucket.empty())
            usual_ = region;
        else
            learnt_[bucket] = region;
    }

  private:
    mutable std::shared_mutex mutex_;
    std::string usual_;
    std::map<std::string, std::string> learnt_;
};

}  // namespace outfield::s3
