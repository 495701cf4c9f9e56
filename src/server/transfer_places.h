// How many values are on their way into stores at once, when some of their clients are slow.
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <list>
#include <memory>
#include <mutex>

#include "base/acting.h"

namespace outfield::server {

// Slower than this over so long, and longer, is too slow where others wait.
struct SlowTransfer {
    std::chrono::milliseconds over{10'000};
    std::uint64_t least_rate = 16U << 10U;  // bytes a second
};

// Each transfer has a thread, and begins in a place. While it waits for a slow client it leaves the place,
// and another one begins. Who is away still holds a connection to its store, which others want: of more than
// `away`, those that are too slow are given up, of the user who has the most of them the one that has been
// away the longest. Thread-safe.
class TransferPlaces {
    using Clock = std::chrono::steady_clock;
    struct Since {
        Clock::time_point begin = Clock::now();
        std::uint64_t bytes = 0;
    };
    struct Away {
        std::shared_ptr<Work> work;
        std::function<void()> give_up;
        Since since;
        bool is_given_up = false;
    };

  public:
    TransferPlaces(std::size_t places, std::size_t away, SlowTransfer slow = {})
        : most_away_(away), slow_(slow), free_(static_cast<std::ptrdiff_t>(places)) {}

    // One transfer's. Used by its thread.
    class Place {
      public:
        // Waits for it. `give_up` is called by another thread, while this one is away: it ends what the
        // transfer waits for.
        Place(TransferPlaces& places, std::shared_ptr<Work> work, std::function<void()> give_up);
        ~Place();
        Place(const Place&) = delete;
        Place& operator=(const Place&) = delete;

        void received(std::uint64_t bytes);
        void leave();
        // To be called now and then while it is away: time alone makes a transfer too slow.
        void look_around();
        // Does not wait: who holds a place may be waiting for what this transfer holds.
        void come_back();

      private:
        TransferPlaces& places_;
        std::shared_ptr<Work> work_;
        std::function<void()> give_up_;
        std::list<Away>::iterator away_;
        Since since_;
        bool is_away_ = false;
    };

  private:
    void free(std::unique_lock<std::mutex>& lock);
    bool is_slow(const Since& since) const;
    Away* one_too_many();
    std::function<void()> give_up_one();

    const std::size_t most_away_;
    const SlowTransfer slow_;
    std::mutex mutex_;
    std::condition_variable freed_;
    std::ptrdiff_t free_;   // below zero: more have come back than there are places
    std::list<Away> away_;  // the longest first
};

}  // namespace outfield::server
