#include "http/chunk_queue.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <outfield/error.h>

#include <boost/asio/co_spawn.hpp>
#include <thread>

#include "http/transport.h"

namespace outfield::http {
namespace {

using namespace std::chrono_literals;

// Takes everything, piece by piece, on a thread of its own.
class Taking {
  public:
    explicit Taking(ChunkQueue& queue) {
        boost::asio::co_spawn(context_, take(queue), [this](std::exception_ptr error) { failed_ = error; });
        thread_ = std::thread([this] { context_.run(); });
    }
    std::string all() {
        thread_.join();
        if (failed_) std::rethrow_exception(failed_);
        return text_;
    }

  private:
    Awaitable<void> take(ChunkQueue& queue) {
        for (;;) {
            const auto piece = co_await queue.async_pull();
            if (!piece) co_return;
            text_ += *piece;
        }
    }
    boost::asio::io_context context_;
    std::thread thread_;
    std::string text_;
    std::exception_ptr failed_;
};

std::string piece_of(int i) {
    return std::to_string(i) + std::string(1000, static_cast<char>('a' + i % 26));
}

TEST(ChunkQueue, KeepsWhatNobodyTakes) {
    ChunkQueue queue(2, {testing::TempDir(), 0});
    std::string all;
    auto patience = 20ms;
    for (int i = 0; i < 1000; ++i) {
        all += piece_of(i);
        queue.push_or_keep(piece_of(i), patience);
    }
    EXPECT_EQ(patience, 0ms);
    queue.finish();
    EXPECT_FALSE(queue.is_drained());
    EXPECT_EQ(Taking(queue).all(), all);
    EXPECT_TRUE(queue.is_drained());
}

TEST(ChunkQueue, KeepsTheOrderWhileItIsTaken) {
    ChunkQueue queue(2, {testing::TempDir(), 0});
    Taking taking(queue);
    std::string all;
    auto patience = 0ms;
    for (int i = 0; i < 20'000; ++i) {
        all += piece_of(i);
        queue.push_or_keep(piece_of(i), patience);
    }
    queue.finish();
    EXPECT_TRUE(taking.all() == all);
}

TEST(ChunkQueue, SaysThatNothingCanBeKept) {
    ChunkQueue queue(1, {"/no/such/directory"});
    auto patience = 0ms;
    queue.push_or_keep("first", patience);
    EXPECT_THROW(queue.push_or_keep("second", patience), Error);
    queue.fail(std::make_exception_ptr(std::runtime_error("gone")));
    EXPECT_THROW(queue.push_or_keep("third", patience), std::runtime_error);
}

// No disk has all of its room free.
TEST(ChunkQueue, KeepsNothingWhereTheDiskHasNoRoom) {
    ChunkQueue queue(2, {testing::TempDir(), 1.1});
    auto patience = 0ms;
    for (int i = 0; i < 2; ++i) queue.push_or_keep(piece_of(i), patience);
    EXPECT_THROW(queue.push_or_keep(piece_of(2), patience, 20ms), ConnectionLost);
    Taking taking(queue);
    std::string all = piece_of(0) + piece_of(1);
    for (int i = 3; i < 1000; ++i) {
        all += piece_of(i);
        queue.push_or_keep(piece_of(i), patience);
    }
    queue.finish();
    EXPECT_TRUE(taking.all() == all);
}

}  // namespace
}  // namespace outfield::http
