// What went wrong in a long run: each reason once, and not without end.
#pragma once

#include <algorithm>
#include <string>
#include <vector>

namespace outfield {

inline void add_fault(std::vector<std::string>& faults, const std::string& reason) {
    constexpr std::size_t most = 100;
    if (faults.size() < most && std::find(faults.begin(), faults.end(), reason) == faults.end())
        faults.push_back(reason);
}

}  // namespace outfield
