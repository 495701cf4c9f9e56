#include "importing/tally.h"

#include <fmt/format.h>

#include "base/text.h"

namespace outfield::importing {

void Tally::fault(Fault fault) {
    failed.fetch_add(1);
    const std::lock_guard lock(mutex_);
    (*report_)(fault);
    if (!request_.stop_on_error || end_) return;
    end_ = std::make_exception_ptr(Error(fault.kind, fmt::format("stopped at the first file that failed: {}",
                                                                 in_quotes(fault.path.native()))));
    ended_ = true;
}

void Tally::store_fault(Fault fault) {
    const auto in_a_row = store_faults_in_a_row_.fetch_add(1) + 1;
    const auto kind = fault.kind;
    const auto reason = fault.reason;
    this->fault(std::move(fault));
    if (in_a_row < request_.patience) return;
    end(std::make_exception_ptr(Error(
        kind,
        fmt::format("gave up after {} failures of the store in a row; the last was: {}", in_a_row, reason),
        Retry::yes)));
}

void Tally::end(std::exception_ptr reason) noexcept {
    const std::lock_guard lock(mutex_);
    if (!end_) end_ = std::move(reason);
    ended_ = true;
}

void Tally::rethrow_end() {
    const std::lock_guard lock(mutex_);
    if (end_) std::rethrow_exception(end_);
}

Counts Tally::counts() const noexcept {
    return {.scanned = scanned,
            .found = found,
            .found_bytes = found_bytes,
            .sent_bytes = sent_bytes,
            .imported = imported,
            .imported_bytes = imported_bytes,
            .before = before,
            .changed = changed,
            .failed = failed};
}

}  // namespace outfield::importing
