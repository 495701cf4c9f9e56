// Trying again what can help by trying again: back-off with full jitter, a bounded number of times, and
// within a budget of all calls together.
#pragma once

#include <outfield/error.h>

#include <chrono>
#include <functional>
#include <type_traits>
#include <utility>

#include "stores/budget.h"

namespace outfield {

struct RetryPolicy {
    unsigned attempts = 5;  // in all, the first included
    std::chrono::milliseconds first_pause{
        100};  // the longest pause before the second attempt; doubles each time
    std::chrono::milliseconds longest_pause{5000};
    // Retries of all calls together: a fifth of the calls, and a hundred saved up. Past that an error is
    // final.
    double budget_share = 0.2;
    double budget_reserve = 100;
    std::function<void(std::chrono::milliseconds)> sleep;  // empty: the thread sleeps
};

// Trying again can help, but not now: all attempts were made, or the store is known to be down.
class NotNow : public Error {
  public:
    using Error::Error;
};

// Nothing is wrong with the store: all of its connections are in use, and none came back for long.
class Busy final : public NotNow {
  public:
    Busy(std::string_view server, std::size_t connections, std::chrono::seconds waited);
};

// Thread-safe.
class Retries {
  public:
    explicit Retries(RetryPolicy policy);

    // The result of `verb`, repeated while it throws what is retryable and `again` allows it. `again` may
    // rewind what the verb has read. What is thrown after the last attempt is not repeated by anybody above.
    template <typename Verb, typename Again>
    std::invoke_result_t<Verb> attempt(Verb&& verb, Again&& again) {
        budget_.earn();
        for (unsigned number = 1;; ++number) {
            try {
                return verb();
            } catch (const NotNow&) {
                throw;
            } catch (const Error& error) {
                if (!error.retryable() || !again()) throw;
                if (number >= policy_.attempts || !budget_.spend())
                    throw NotNow(error.kind(), error.what(), Retry::yes);
            }
            policy_.sleep(pause_after(number));
        }
    }
    template <typename Verb>
    std::invoke_result_t<Verb> attempt(Verb&& verb) {
        return attempt(std::forward<Verb>(verb), [] { return true; });
    }

  private:
    std::chrono::milliseconds pause_after(unsigned attempt_number) const;

    RetryPolicy policy_;
    RetryBudget budget_;
};

}  // namespace outfield
