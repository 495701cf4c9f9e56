// Threads for work that blocks: the catalog, the stores, hashing. A coroutine hands work over and goes on
// when it is done; while it waits it costs no thread.
#pragma once

#include <atomic>
#include <boost/asio/associated_executor.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/thread_pool.hpp>
#include <exception>
#include <optional>
#include <type_traits>

#include "http/awaitable.h"

namespace outfield::http {

// Thread-safe.
class Workers {
  public:
    explicit Workers(std::size_t threads) : pool_(threads) {}

    // Runs `work` on one of the threads, in the order of the calls, and resumes where it was called with what
    // it returned or threw. `work` is destroyed on the caller's side.
    template <typename Work>
    Awaitable<std::invoke_result_t<Work&>> run(Work work);

    // Runs it some time, and nobody waits for it: it must not throw.
    template <typename Work>
    void start(Work work) {
        ++unfinished_;
        boost::asio::post(pool_, [this, work = std::move(work)]() mutable {
            work();
            --unfinished_;
        });
    }

    std::size_t unfinished() const noexcept { return unfinished_; }  // given and not done yet

    void join() { pool_.join(); }  // no more work is given

  private:
    template <typename Job>
    Awaitable<void> run_job(Job& job);

    boost::asio::thread_pool pool_;
    std::atomic<std::size_t> unfinished_{0};
};

template <typename Job>
Awaitable<void> Workers::run_job(Job& job) {
    ++unfinished_;
    auto initiate = [this, &job](auto handler) {
        auto executor = boost::asio::get_associated_executor(handler);
        auto busy = boost::asio::make_work_guard(executor);  // its context runs on until the handler has run
        boost::asio::post(pool_, [this, &job, executor, busy, handler = std::move(handler)]() mutable {
            job();
            --unfinished_;
            boost::asio::post(executor, std::move(handler));
        });
    };
    co_await boost::asio::async_initiate<const boost::asio::use_awaitable_t<Executor>, void()>(initiate,
                                                                                               awaiting);
}

template <typename Work>
Awaitable<std::invoke_result_t<Work&>> Workers::run(Work work) {
    using Result = std::invoke_result_t<Work&>;
    std::exception_ptr error;
    if constexpr (std::is_void_v<Result>) {
        auto job = [&] {
            try {
                work();
            } catch (...) {
                error = std::current_exception();
            }
        };
        co_await run_job(job);
        if (error) std::rethrow_exception(error);
    } else {
        std::optional<Result> result;
        auto job = [&] {
            try {
                result.emplace(work());
            } catch (...) {
                error = std::current_exception();
            }
        };
        co_await run_job(job);
        if (error) std::rethrow_exception(error);
        co_return std::move(*result);
    }
}

}  // namespace outfield::http
