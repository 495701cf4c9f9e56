// What an import has done so far, and whether it should end. Thread-safe.
#pragma once

#include <atomic>
#include <exception>
#include <functional>
#include <mutex>

#include "importing/import.h"

namespace outfield::importing {

class Tally {
  public:
    explicit Tally(const Request& request) : request_(request) {}

    // Before any thread uses it. Both live until the import has ended.
    void begin(const std::function<void(const Fault&)>& report, const std::atomic<bool>& stop) {
        report_ = &report;
        stop_ = &stop;
    }

    std::atomic<bool> scanned{false};
    std::atomic<std::uint64_t> found{0}, found_bytes{0}, sent_bytes{0}, imported{0}, imported_bytes{0},
        before{0}, changed{0}, failed{0};

    // One file failed for a reason of its own.
    void fault(Fault fault);

    // One file failed because of its store; too many of these in a row end the import.
    void store_fault(Fault fault);
    void store_works() noexcept { store_faults_in_a_row_.store(0); }

    // The import cannot go on; the first reason is what run() throws.
    void end(std::exception_ptr reason) noexcept;
    void rethrow_end();

    // True once threads should wind up: the user asked, or end() was called.
    bool ending() const noexcept { return ended_ || stop_->load(); }

    Counts counts() const noexcept;

  private:
    const Request& request_;
    const std::function<void(const Fault&)>* report_ = nullptr;
    const std::atomic<bool>* stop_ = nullptr;
    std::atomic<bool> ended_{false};
    std::atomic<std::size_t> store_faults_in_a_row_{0};
    std::mutex mutex_;
    std::exception_ptr end_;
};

}  // namespace outfield::importing
