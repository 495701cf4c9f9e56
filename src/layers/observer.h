// Who is told what becomes of each operation on a store.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

namespace outfield {

// Borrowed for the length of the call.
struct StoreOperation {
    std::string_view verb;  // "put", "get", "stat", "remove", "list", "containers", "create", "copy"
    std::string_view configuration, kind;
    std::string_view container, key;
    // "ok", the word of an ErrorKind, or "abandoned": what the caller's own stream threw.
    std::string_view outcome = "ok";
    std::string_view words = {};  // of the failure
    std::uint64_t bytes = 0;      // that were stored or delivered
    std::chrono::steady_clock::duration took{};
};

// Thread-safe.
class StoreObserver {
  public:
    virtual ~StoreObserver() = default;

    // On the thread that had the operation done, which Acting and Handling (base/acting.h) speak of.
    virtual void done(const StoreOperation& operation) noexcept = 0;

    // Whether the store's breaker lets no calls through from now on. `why`: the last failure.
    virtual void breaker(std::string_view configuration, bool is_open, std::string_view why) noexcept = 0;
};

}  // namespace outfield
