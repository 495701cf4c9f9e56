// Bytes between a connection's coroutine and a thread that blocks: a few pieces at a time, so that neither
// runs ahead of the other.
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <exception>
#include <filesystem>
#include <functional>
#include <mutex>
#include <optional>
#include <string>

#include "base/nameless_file.h"
#include "http/awaitable.h"

namespace outfield::http {

// Where a queue may make a nameless file, as long as this part of the disk stays free.
struct Overflow {
    std::filesystem::path directory;
    double stays_free = NamelessFile::stays_free;
};

// One side each: a coroutine and a thread. Whoever throws or gives up calls fail(), which the other side gets
// thrown at its next call.
class ChunkQueue {
  public:
    explicit ChunkQueue(std::size_t most_pieces, Overflow overflow = {})
        : most_(most_pieces), overflow_(std::move(overflow)) {}

    // The thread's side. push() waits while the queue is full, at most `patience`: false, and the piece was
    // not taken. pull() waits for a piece; nullopt: the other side has finished.
    bool push(std::string& piece, std::chrono::milliseconds patience);
    std::optional<std::string> pull();
    // Whether pull() would not wait, as soon as that is so; false after `patience`.
    bool has_next(std::chrono::milliseconds patience);
    // The same as push(), and takes from `patience` what it has waited. When that is used up, and the queue
    // full, the piece goes to a file, from which the coroutine gets it in its turn. Where the disk has no
    // room, it waits for its turn after all: ConnectionLost after `last_patience`. Not with pull().
    void push_or_keep(std::string piece, std::chrono::milliseconds& patience,
                      std::chrono::milliseconds last_patience = std::chrono::seconds(30));

    // The coroutine's side: the same, without a thread that waits.
    Awaitable<void> async_push(std::string piece);
    Awaitable<std::optional<std::string>> async_pull();

    void finish();
    void finish(std::string last_piece);  // does not wait, even when the queue is full; an empty one is none
    bool is_drained();                    // finished, and every piece was pulled
    void fail(std::exception_ptr error);
    void check();   // throws what the other side has failed with
    void reopen();  // a finished queue takes pieces again

  private:
    bool is_full() const { return pieces_.size() >= most_; }
    bool has_kept() const { return kept_begin_ < kept_end_; }
    bool has_pushed(std::string& piece, std::chrono::milliseconds& patience);
    void push_in_turn(std::string piece, std::chrono::milliseconds patience);
    std::string next_kept(std::unique_lock<std::mutex>& lock);
    void wake(std::unique_lock<std::mutex>& lock);
    void require() const;
    Awaitable<void> until(std::function<bool()> is_ready);

    const std::size_t most_;
    const Overflow overflow_;
    std::mutex mutex_;
    std::condition_variable changed_;
    std::deque<std::string> pieces_;  // before what is kept
    std::optional<NamelessFile> file_;
    std::uint64_t kept_begin_ = 0, kept_end_ = 0;  // in the file
    bool finished_ = false;
    std::exception_ptr error_;
    std::function<bool()> is_ready_;  // what the coroutine waits for
    std::function<void()> resume_;    // nothing while it does not wait
};

}  // namespace outfield::http
