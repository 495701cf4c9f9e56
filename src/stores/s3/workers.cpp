#include "stores/s3/workers.h"

namespace outfield::s3 {

Workers::~Workers() {
    {
        const std::lock_guard lock(mutex_);
        closed_ = true;
        waiting_.clear();
    }
    changed_.notify_all();
}

void Workers::throw_failure() {
    if (failure_) std::rethrow_exception(failure_);
}

void Workers::wait_for_room() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return outstanding_ < limit_ || failure_; });
    throw_failure();
}

void Workers::submit(std::function<void()> task) {
    {
        const std::lock_guard lock(mutex_);
        waiting_.push_back(std::move(task));
        ++outstanding_;
        if (threads_.size() < limit_ && threads_.size() < outstanding_)
            threads_.emplace_back([this] { work(); });
    }
    changed_.notify_all();
}

void Workers::finish() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return outstanding_ == 0 || failure_; });
    throw_failure();
}

void Workers::work() {
    std::unique_lock lock(mutex_);
    for (;;) {
        changed_.wait(lock, [&] { return closed_ || !waiting_.empty(); });
        if (closed_) return;
        auto task = std::move(waiting_.front());
        waiting_.pop_front();
        lock.unlock();
        std::exception_ptr failure;
        try {
            task();
        } catch (...) {
            failure = std::current_exception();
        }
        task = nullptr;  // and with it the task's memory
        lock.lock();
        --outstanding_;
        if (failure && !failure_) failure_ = failure;
        changed_.notify_all();
    }
}

}  // namespace outfield::s3
