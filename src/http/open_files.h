// How many files and sockets this process may have open (RLIMIT_NOFILE).
#pragma once

#include <cstddef>

namespace outfield::http {

// Raises the limit to the most that the process may have, and returns it.
std::size_t raise_open_files() noexcept;

// Of `wanted` connections those that leave enough open files to the rest of a server: stores, catalog,
// temporary files.
std::size_t connections_within(std::size_t wanted, std::size_t open_files) noexcept;

}  // namespace outfield::http
