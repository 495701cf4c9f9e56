// A few threads for the parts of one object, started as they are needed. Used by one thread.
#pragma once

#include <condition_variable>
#include <deque>
#include <exception>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace outfield::s3 {

class Workers {
  public:
    explicit Workers(unsigned threads) : limit_(threads) {}
    ~Workers();  // waits for the tasks under way and drops those that wait
    Workers(const Workers&) = delete;
    Workers& operator=(const Workers&) = delete;

    // Waits until a thread is free. Throws what the first failed task threw.
    void wait_for_room();
    void submit(std::function<void()> task);
    // Waits for all tasks. Throws what the first failed task threw.
    void finish();

  private:
    void work();
    void throw_failure();

    const unsigned limit_;
    std::mutex mutex_;
    std::condition_variable changed_;
    std::deque<std::function<void()>> waiting_;
    unsigned outstanding_ = 0;  // waiting or under way
    bool closed_ = false;
    std::exception_ptr failure_;
    std::vector<std::jthread> threads_;
};

}  // namespace outfield::s3
