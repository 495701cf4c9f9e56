// Puts the values of a request together, in the order in which they are read.
#pragma once

#include <string>
#include <vector>

#include "wire/call.h"

namespace outfield::wire {

// Not thread-safe. Throws ErrorKind::invalid beyond the limits, unavailable beyond the budget.
class TreeBuilder {
  public:
    // Values that stand in no list or struct go to `root`, which outlives the builder and stays in place.
    TreeBuilder(List& root, const Limits& limits) : limits_(limits) { open_.push_back({&root, nullptr, {}}); }
    ~TreeBuilder();
    TreeBuilder(const TreeBuilder&) = delete;
    TreeBuilder& operator=(const TreeBuilder&) = delete;

    void add(Value value);
    void begin_list();
    void begin_struct();
    void name(std::string name) { open_.back().name = std::move(name); }  // of the next member
    void end();                                                           // of the list or struct

  private:
    struct Open {
        List* list;  // or
        Struct* members;
        std::string name;
    };
    Value& place(Value value);
    void count(const Value& value);
    void check_depth() const;

    Limits limits_;
    std::vector<Open> open_;
    std::size_t values_ = 0;
    std::size_t weight_ = 0, taken_ = 0;  // of the budget of all requests
};

}  // namespace outfield::wire
