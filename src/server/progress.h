// What long work tells while it goes on, and how it learns that it must end.
#pragma once

#include <boost/json/object.hpp>
#include <cstdint>
#include <exception>
#include <functional>
#include <mutex>
#include <string>
#include <vector>

namespace outfield::server {

enum class Ending {
    none,
    server_stops,  // it is to be done again
    cancelled      // somebody does not want it
};

// Goes through work that ends before it is done.
struct Stopped : std::exception {
    explicit Stopped(Ending ending) : why(ending) {}
    const char* what() const noexcept override { return "stopped"; }

    const Ending why;
};

// Thread-safe.
class Progress {
  public:
    static constexpr std::size_t most_faults = 100;

    struct State {
        std::uint64_t done = 0, total = 0;  // of whatever the work counts; total 0: not known
        std::uint64_t bytes_done = 0, bytes_total = 0;
        boost::json::object figures;
        std::vector<std::string> faults;  // the first ones
    };

    // `told` is called after each change.
    explicit Progress(std::function<Ending()> must_end, std::function<void()> told = {})
        : must_end_(std::move(must_end)), told_(std::move(told)) {}

    void check() const {
        if (const auto ending = must_end_(); ending != Ending::none) throw Stopped(ending);
    }

    void expect(std::uint64_t total, std::uint64_t bytes_total = 0);
    void reach(std::uint64_t done, std::uint64_t bytes_done = 0);
    void add(std::uint64_t done, std::uint64_t bytes_done);
    void figures(boost::json::object figures);
    void fault(std::string words);

    State state() const;

  private:
    template <typename Change>
    void change(Change change);

    const std::function<Ending()> must_end_;
    const std::function<void()> told_;
    mutable std::mutex mutex_;
    State state_;
};

}  // namespace outfield::server
