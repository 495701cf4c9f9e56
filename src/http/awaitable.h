// The coroutines of the server. Each connection belongs to one thread's io_context for its whole life, so
// that what one connection does needs no lock.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/use_awaitable.hpp>

namespace outfield::http {

using Executor = boost::asio::io_context::executor_type;

template <typename T>
using Awaitable = boost::asio::awaitable<T, Executor>;

inline constexpr boost::asio::use_awaitable_t<Executor> awaiting{};

}  // namespace outfield::http
