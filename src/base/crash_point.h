// Named points of the protocol at which a test build dies as by `kill -9`: OUTFIELD_CRASH_AT=put or, for the
// third pass, put:3. In other builds (without OUTFIELD_CRASH_POINTS) they are nothing. tests/crash dies at
// each of them.
#pragma once

namespace outfield {

#ifdef OUTFIELD_CRASH_POINTS
void crash_point(const char* name) noexcept;
#else
inline void crash_point(const char*) noexcept {}
#endif

}  // namespace outfield
