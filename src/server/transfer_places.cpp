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

bool TransferPlaces::is_slow(const Since& since) const {
    const std::chrono::duration<double> time = Clock::now() - since.begin;
    return time >= slow_.over &&
           static_cast<double>(since.bytes) < static_cast<double>(slow_.least_rate) * time.count();
}

TransferPlaces::Away* TransferPlaces::one_too_many() {
    std::map<std::int64_t, std::size_t> slow_of_user;
    std::size_t waiting = 0, most = 0;
    for (const auto& one : away_) {
        if (one.is_given_up) continue;
        ++waiting;
        if (is_slow(one.since)) most = std::max(most, ++slow_of_user[one.work->facts().user]);
    }
    if (waiting <= most_away_ || most == 0) return nullptr;
    const auto found = std::find_if(away_.begin(), away_.end(), [&](const Away& one) {
        return !one.is_given_up && is_slow(one.since) && slow_of_user[one.work->facts().user] == most;
    });
    return found == away_.end() ? nullptr : &*found;
}

std::function<void()> TransferPlaces::give_up_one() {
    auto* one = one_too_many();
    if (!one) return [] {};
    one->is_given_up = true;
    return one->give_up;
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

// What was fast long ago is no excuse, and what was slow is made good only by having caught up.
void TransferPlaces::Place::received(std::uint64_t bytes) {
    since_.bytes += bytes;
    if (Clock::now() - since_.begin > places_.slow_.over && !places_.is_slow(since_)) since_ = {};
}

void TransferPlaces::Place::leave() {
    std::unique_lock lock(places_.mutex_);
    away_ = places_.away_.insert(places_.away_.end(), {work_, give_up_, since_});
    is_away_ = true;
    const auto give_up = places_.give_up_one();
    places_.free(lock);
    give_up();
}

void TransferPlaces::Place::look_around() {
    std::unique_lock lock(places_.mutex_);
    const auto give_up = places_.give_up_one();
    lock.unlock();
    give_up();
}

void TransferPlaces::Place::come_back() {
    const std::lock_guard lock(places_.mutex_);
    places_.away_.erase(away_);
    is_away_ = false;
    --places_.free_;
}

}  // namespace outfield::server
