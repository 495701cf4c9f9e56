#include "sql/sqlite/group_commit.h"

#include <outfield/error.h>

#include <algorithm>

namespace outfield::sql::sqlite {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::size_t largest_batch = 64;
constexpr std::chrono::milliseconds longest_batch{500};  // who comes meanwhile must not wait for all of it

// The exception in flight, as an object of its own for each thread that will throw it.
std::exception_ptr in_flight() {
    try {
        throw;
    } catch (const Error& error) {
        const auto retry = error.retryable() ? Retry::yes : Retry::no;
        return std::make_exception_ptr(Error(error.kind(), error.what(), retry));
    } catch (...) {
        return std::current_exception();
    }
}

}  // namespace

void GroupCommit::write(const Work& work) {
    Pending mine{.work = work, .failure = nullptr, .done = false};
    std::unique_lock lock(mutex_);
    if (leader_ == std::this_thread::get_id())
        throw Error(ErrorKind::invalid, "a transaction was asked for inside another one");
    queue_.push_back(&mine);
    while (!mine.done) {
        if (leader_ != std::thread::id()) {
            await_turn(lock, mine);
            continue;
        }
        leader_ = std::this_thread::get_id();
        auto batch = take_batch();
        lock.unlock();
        commit(batch);
        lock.lock();
        // With the lock held: a Pending is gone as soon as its thread sees that it is done.
        for (auto* pending : batch) {
            pending->done = true;
            pending->turn.notify_one();
        }
        leader_ = std::thread::id();
        if (!queue_.empty()) queue_.front()->turn.notify_one();
    }
    lock.unlock();
    if (mine.failure) std::rethrow_exception(mine.failure);
}

// What is in a batch already is done to its end.
void GroupCommit::await_turn(std::unique_lock<std::mutex>& lock, Pending& mine) {
    if (mine.turn.wait_for(lock, patience_) != std::cv_status::timeout) return;
    if (mine.done || leader_ == std::thread::id() || std::erase(queue_, &mine) == 0) return;
    throw Error(ErrorKind::unavailable, "others have been writing for too long; try again", Retry::yes);
}

GroupCommit::Batch GroupCommit::take_batch() {
    const auto end = queue_.begin() + static_cast<std::ptrdiff_t>(std::min(queue_.size(), largest_batch));
    Batch batch(queue_.begin(), end);
    queue_.erase(queue_.begin(), end);
    return batch;
}

void GroupCommit::commit(Batch& batch) noexcept {
    try {
        connection_.execute("BEGIN IMMEDIATE");
        run(batch);
        connection_.execute("COMMIT");
    } catch (...) {
        connection_.roll_back();
        for (auto* pending : batch) {
            if (!pending->failure) pending->failure = in_flight();
        }
    }
}

void GroupCommit::run(Batch& batch) {
    if (batch.size() == 1) return run_one(*batch.front());
    if (run_together(batch)) return;
    connection_.roll_back();
    connection_.execute("BEGIN IMMEDIATE");
    const auto begin = Clock::now();
    for (std::size_t done = 0; done < batch.size(); ++done) {
        if (done > 0 && Clock::now() - begin > longest_batch) return put_back(batch, done);
        run_apart(*batch[done]);
    }
}

bool GroupCommit::run_together(Batch& batch) noexcept {
    const auto begin = Clock::now();
    try {
        for (std::size_t done = 0; done < batch.size(); ++done) {
            if (done > 0 && Clock::now() - begin > longest_batch) {
                put_back(batch, done);
                break;
            }
            batch[done]->work(connection_);
        }
        return true;
    } catch (...) {
        return false;  // whose failure it is, and whether it comes again, is seen when each runs apart
    }
}

void GroupCommit::put_back(Batch& batch, std::size_t done) {
    const auto rest = batch.begin() + static_cast<std::ptrdiff_t>(done);
    const std::lock_guard lock(mutex_);
    queue_.insert(queue_.begin(), rest, batch.end());
    batch.erase(rest, batch.end());
}

void GroupCommit::run_one(Pending& pending) {
    try {
        pending.work(connection_);
    } catch (...) {
        pending.failure = std::current_exception();
        throw;
    }
}

void GroupCommit::run_apart(Pending& pending) {
    connection_.execute("SAVEPOINT work");
    try {
        run_one(pending);
    } catch (...) {
        if (!connection_.in_transaction()) throw;
        connection_.execute("ROLLBACK TO work");
    }
    connection_.execute("RELEASE work");
}

}  // namespace outfield::sql::sqlite
