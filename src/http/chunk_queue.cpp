#include "http/chunk_queue.h"

#include <boost/asio/associated_executor.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/post.hpp>
#include <memory>

namespace outfield::http {

void ChunkQueue::check() const {
    if (error_) std::rethrow_exception(error_);
}

// Releases the lock.
void ChunkQueue::wake(std::unique_lock<std::mutex>& lock) {
    std::function<void()> resume;
    if (resume_ && (error_ || is_ready_())) resume.swap(resume_);
    lock.unlock();
    changed_.notify_all();
    if (resume) resume();
}

bool ChunkQueue::push(std::string& piece, std::chrono::milliseconds patience) {
    std::unique_lock lock(mutex_);
    if (!changed_.wait_for(lock, patience, [&] { return error_ || !is_full(); })) return false;
    check();
    pieces_.push_back(std::move(piece));
    wake(lock);
    return true;
}

std::optional<std::string> ChunkQueue::pull() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return error_ || finished_ || !pieces_.empty(); });
    check();
    if (pieces_.empty()) return std::nullopt;
    auto piece = std::move(pieces_.front());
    pieces_.pop_front();
    wake(lock);
    return piece;
}

// Resumes when is_ready() holds, which is asked under the lock, or the other side has failed.
Awaitable<void> ChunkQueue::until(std::function<bool()> is_ready) {
    namespace asio = boost::asio;
    auto initiate = [this, &is_ready](auto handler) {
        auto executor = asio::get_associated_executor(handler);
        auto busy = asio::make_work_guard(executor);
        auto shared = std::make_shared<decltype(handler)>(std::move(handler));
        std::unique_lock lock(mutex_);
        is_ready_ = is_ready;
        resume_ = [executor, busy, shared] { asio::post(executor, std::move(*shared)); };
        wake(lock);
    };
    co_await asio::async_initiate<const asio::use_awaitable_t<Executor>, void()>(initiate, awaiting);
    const std::lock_guard lock(mutex_);
    check();
}

Awaitable<void> ChunkQueue::async_push(std::string piece) {
    co_await until([this] { return !is_full(); });
    std::unique_lock lock(mutex_);
    pieces_.push_back(std::move(piece));
    wake(lock);
}

Awaitable<std::optional<std::string>> ChunkQueue::async_pull() {
    co_await until([this] { return finished_ || !pieces_.empty(); });
    std::unique_lock lock(mutex_);
    if (pieces_.empty()) co_return std::nullopt;
    auto piece = std::move(pieces_.front());
    pieces_.pop_front();
    wake(lock);
    co_return piece;
}

void ChunkQueue::finish() {
    finish({});
}

bool ChunkQueue::is_drained() {
    const std::lock_guard lock(mutex_);
    return finished_ && pieces_.empty();
}

void ChunkQueue::finish(std::string last_piece) {
    std::unique_lock lock(mutex_);
    if (!last_piece.empty()) pieces_.push_back(std::move(last_piece));
    finished_ = true;
    wake(lock);
}

void ChunkQueue::reopen() {
    const std::lock_guard lock(mutex_);
    finished_ = false;
}

void ChunkQueue::fail(std::exception_ptr error) {
    std::unique_lock lock(mutex_);
    if (!error_) error_ = std::move(error);
    wake(lock);
}

}  // namespace outfield::http
