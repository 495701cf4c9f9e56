// How many values are on their way into stores at once, when some of their clients are slow.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <list>
#include <memory>
#include <mutex>

#include "base/acting.h"

namespace outfield::server {

// Each transfer has a thread, and works in a place. While it waits for a slow client it leaves the place, and
// another one works. So that threads and memory have an end, no more are away than there are places: for one
// more, one is given up, of the user who has the most of them the one that has been away the longest.
// Thread-safe.
class TransferPlaces {
    struct Away {
        std::shared_ptr<Work> work;
        std::function<void()> give_up;
        bool is_given_up = false;
    };

  public:
    explicit TransferPlaces(std::size_t places) : places_(places), free_(places) {}

    // One transfer's. Used by its thread.
    class Place {
      public:
        // Waits for it. `give_up` is called by another thread, while this one is away: it ends what the
        // transfer waits for.
        Place(TransferPlaces& places, std::shared_ptr<Work> work, std::function<void()> give_up);
        ~Place();
        Place(const Place&) = delete;
        Place& operator=(const Place&) = delete;

        void leave();
        void come_back();  // waits for a place

      private:
        TransferPlaces& places_;
        std::shared_ptr<Work> work_;
        std::function<void()> give_up_;
        std::list<Away>::iterator away_;
        bool is_away_ = false;
    };

  private:
    void take(std::unique_lock<std::mutex>& lock);
    void free(std::unique_lock<std::mutex>& lock);
    Away* one_too_many();

    const std::size_t places_;
    std::mutex mutex_;
    std::condition_variable freed_;
    std::size_t free_;
    std::list<Away> away_;  // the longest first
};

}  // namespace outfield::server
