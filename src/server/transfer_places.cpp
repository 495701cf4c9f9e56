#include "server/transfer_places.h"

#include <algorithm>
#include <map>

namespace outfield::server {

// Releases the lock.
void TransferPlaces::free(std::unique_lock<std::mutex>& lock) {
    ++free_;
    lock.unlock();
    freed_.notify_one();
}

TransferPlaces::Away* TransferPlaces::one_too_many() {
    std::map<std::int64_t, std::size_t> of_user;
    std::size_t waiting = 0, most = 0;
    for (const auto& one : away_) {
        if (one.is_given_up) continue;
        ++waiting;
        most = std::max(most, ++of_user[one.work->facts().user]);
    }
    if (waiting <= most_away_) return nullptr;
    const auto found = std::find_if(away_.begin(), away_.end(), [&](const Away& one) {
        return !one.is_given_up && of_user[one.work->facts().user] == most;
    });
    return &*found;
}

TransferPlaces::Place::Place(TransferPlaces& places, std::shared_ptr<Work> work,
                             std::function<void()> give_up)
    : places_(places), work_(std::move(work)), give_up_(std::move(give_up)) {
    std::unique_lock lock(places_.mutex_);
    places_.freed_.wait(lock, [this] { return places_.free_ > 0; });
    --places_.free_;
}

TransferPlaces::Place::~Place() {
    std::unique_lock lock(places_.mutex_);
    if (is_away_)
        places_.away_.erase(away_);
    else
        places_.free(lock);
}

void TransferPlaces::Place::leave() {
    std::function<void()> give_up;
    std::unique_lock lock(places_.mutex_);
    away_ = places_.away_.insert(places_.away_.end(), {work_, give_up_});
    is_away_ = true;
    if (auto* one = places_.one_too_many()) {
        one->is_given_up = true;
        give_up = one->give_up;
    }
    places_.free(lock);
    if (give_up) give_up();
}

void TransferPlaces::Place::come_back() {
    const std::lock_guard lock(places_.mutex_);
    places_.away_.erase(away_);
    is_away_ = false;
    --places_.free_;
}

}  // namespace outfield::server
