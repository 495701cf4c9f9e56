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

// Each transfer has a thread, and begins in a place. While it waits for a slow client it leaves the place,
// and another one begins. Who is away still holds a connection to its store, which others want: of more than
// `away`, one is given up, of the user who has the most of them the one that has been away the longest.
// Thread-safe.
class TransferPlaces {
    struct Away {
        std::shared_ptr<Work> work;
        std::function<void()> give_up;
        bool is_given_up = false;
    };

  public:
    TransferPlaces(std::size_t places, std::size_t away)
        : most_away_(away), free_(static_cast<std::ptrdiff_t>(places)) {}

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
        // Does not wait: who holds a place may be waiting for what this transfer holds.
        void come_back();

      private:
        TransferPlaces& places_;
        std::shared_ptr<Work> work_;
        std::function<void()> give_up_;
        std::list<Away>::iterator away_;
        bool is_away_ = false;
    };

  private:
    void free(std::unique_lock<std::mutex>& lock);
    Away* one_too_many();

    const std::size_t most_away_;
    std::mutex mutex_;
    std::condition_variable freed_;
    std::ptrdiff_t free_;   // below zero: more have come back than there are places
    std::list<Away> away_;  // the longest first
};

}  // namespace outfield::server
