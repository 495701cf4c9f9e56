#include "http/chunk_queue.h"

#include <algorithm>
#include <boost/asio/associated_executor.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/post.hpp>
#include <memory>
#include <span>

#include "http/transport.h"

namespace outfield::http {

static constexpr std::uint64_t longest_kept = 256U << 10U;

void ChunkQueue::require() const {
    if (error_) std::rethrow_exception(error_);
}

void ChunkQueue::check() {
    const std::lock_guard lock(mutex_);
    require();
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
    require();
    pieces_.push_back(std::move(piece));
    wake(lock);
    return true;
}

// Not when it has to wait behind what is kept. A file that was read up begins anew: it does not grow with
// all that ever went through it.
bool ChunkQueue::has_pushed(std::string& piece, std::chrono::milliseconds& patience) {
    using Clock = std::chrono::steady_clock;
    std::unique_lock lock(mutex_);
    require();
    if (has_kept()) return false;
    kept_begin_ = kept_end_ = 0;
    const auto begin = Clock::now();
    const bool fits = changed_.wait_for(lock, patience, [&] { return error_ || !is_full(); });
    patience -= std::min(patience, std::chrono::floor<std::chrono::milliseconds>(Clock::now() - begin));
    require();
    if (!fits) return false;
    pieces_.push_back(std::move(piece));
    wake(lock);
    return true;
}

void ChunkQueue::push_in_turn(std::string piece, std::chrono::milliseconds patience) {
    std::unique_lock lock(mutex_);
    if (!changed_.wait_for(lock, patience, [&] { return error_ || (!has_kept() && !is_full()); }))
        throw ConnectionLost("the client does not take the answer, and there is no room to keep it");
    require();
    pieces_.push_back(std::move(piece));
    wake(lock);
}

void ChunkQueue::push_or_keep(std::string piece, std::chrono::milliseconds& patience,
                              std::chrono::milliseconds last_patience) {
    if (has_pushed(piece, patience)) return;
    if (!file_) file_.emplace(overflow_.directory);
    if (file_->free_space() < overflow_.stays_free) return push_in_turn(std::move(piece), last_patience);
    file_->write(kept_end_, piece);  // the end moves here alone
    std::unique_lock lock(mutex_);
    kept_end_ += piece.size();
    wake(lock);
}

// Releases the lock. Reads on the coroutine's thread what was written a moment ago: it comes from the
// system's memory.
std::string ChunkQueue::next_kept(std::unique_lock<std::mutex>& lock) {
    std::string piece(static_cast<std::size_t>(std::min(kept_end_ - kept_begin_, longest_kept)), '\0');
    lock.unlock();
    piece.resize(file_->read(kept_begin_, std::as_writable_bytes(std::span(piece))));
    lock.lock();
    kept_begin_ += piece.size();
    wake(lock);
    return piece;
}

bool ChunkQueue::has_next(std::chrono::milliseconds patience) {
    std::unique_lock lock(mutex_);
    return changed_.wait_for(lock, patience, [&] { return error_ || finished_ || !pieces_.empty(); });
}

std::optional<std::string> ChunkQueue::pull() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return error_ || finished_ || !pieces_.empty(); });
    require();
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
    require();
}

Awaitable<void> ChunkQueue::async_push(std::string piece) {
    co_await until([this] { return !is_full(); });
    std::unique_lock lock(mutex_);
    pieces_.push_back(std::move(piece));
    wake(lock);
}

Awaitable<std::optional<std::string>> ChunkQueue::async_pull() {
    co_await until([this] { return finished_ || !pieces_.empty() || has_kept(); });
    std::unique_lock lock(mutex_);
    if (pieces_.empty() && has_kept()) co_return next_kept(lock);
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
    return finished_ && pieces_.empty() && !has_kept();
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
