// Bytes between a connection's coroutine and a thread that blocks: a few pieces at a time, so that neither
// runs ahead of the other.
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <deque>
#include <exception>
#include <functional>
#include <mutex>
#include <optional>
#include <string>

#include "http/awaitable.h"

namespace outfield::http {

// One side each: a coroutine and a thread. Whoever throws or gives up calls fail(), which the other side gets
// thrown at its next call.
class ChunkQueue {
  public:
    explicit ChunkQueue(std::size_t most_pieces) : most_(most_pieces) {}

    // The thread's side. push() waits while the queue is full, at most `patience`: false, and the piece was
    // not taken. pull() waits for a piece; nullopt: the other side has finished.
    bool push(std::string& piece, std::chrono::milliseconds patience);
    std::optional<std::string> pull();

    // The coroutine's side: the same, without a thread that waits.
    Awaitable<void> async_push(std::string piece);
    Awaitable<std::optional<std::string>> async_pull();

    void finish();
    void finish(std::string last_piece);  // does not wait, even when the queue is full; an empty one is none
    bool is_drained();                    // finished, and every piece was pulled
    void fail(std::exception_ptr error);
    void reopen();  // a finished queue takes pieces again

  private:
    bool is_full() const { return pieces_.size() >= most_; }
    void wake(std::unique_lock<std::mutex>& lock);
    void check() const;
    Awaitable<void> until(std::function<bool()> is_ready);

    const std::size_t most_;
    std::mutex mutex_;
    std::condition_variable changed_;
    std::deque<std::string> pieces_;
    bool finished_ = false;
    std::exception_ptr error_;
    std::function<bool()> is_ready_;  // what the coroutine waits for
    std::function<void()> resume_;    // nothing while it does not wait
};

}  // namespace outfield::http
