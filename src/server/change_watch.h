// What others change in the catalog (calls of methods, the command line, another server), for those who
// listen to the events of this one.
#pragma once

#include <outfield/instance.h>

#include <chrono>
#include <map>
#include <mutex>
#include <string>

#include "server/events.h"

namespace outfield::server {

class ChangeWatch {
  public:
    static constexpr std::chrono::seconds pause{5};

    // Looks whether anything has changed since the last look and tells it; at most once in a `pause`, however
    // many ask. The first look tells nothing. Blocks. Thread-safe. Errors: those of the catalog.
    void look(Instance& instance, Events& events);

  private:
    std::mutex mutex_;
    std::chrono::steady_clock::time_point looked_{};
    std::map<std::string, std::string> marks_;  // of what is watched: equal as long as nothing changes
};

}  // namespace outfield::server
