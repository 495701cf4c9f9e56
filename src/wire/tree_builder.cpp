#include "wire/tree_builder.h"

#include <fmt/format.h>
#include <outfield/error.h>

#include <unordered_map>

namespace outfield::wire {

// Of members of one name, the first place with the last value.
static void settle_names(Struct& members) {
    std::unordered_map<std::string_view, std::size_t> places;
    places.reserve(members.size());
    std::vector<std::size_t> repeated;
    for (std::size_t i = 0; i < members.size(); ++i) {
        const auto [known, is_new] = places.try_emplace(members[i].first, i);
        if (is_new) continue;
        members[known->second].second = std::move(members[i].second);
        repeated.push_back(i);
    }
    if (repeated.empty()) return;
    Struct settled;
    settled.reserve(places.size());
    auto next = repeated.begin();
    for (std::size_t i = 0; i < members.size(); ++i) {
        if (next != repeated.end() && *next == i)
            ++next;
        else
            settled.push_back(std::move(members[i]));
    }
    members = std::move(settled);
}

bool ValueBudget::take(std::size_t count) noexcept {
    auto left = left_.load();
    while (left >= count)
        if (left_.compare_exchange_weak(left, left - count)) return true;
    return false;
}

TreeBuilder::~TreeBuilder() {
    if (taken_ > 0) limits_.together->give_back(taken_);
}

void TreeBuilder::count(const Value& value) {
    static constexpr std::size_t step = 4096, bytes_of_a_value = 64;
    if (++values_ > limits_.values)
        throw Error(ErrorKind::invalid,
                    fmt::format("the request has more than {} values: send less at once", limits_.values));
    if (!limits_.together) return;
    const auto* text = value.as<std::string>();
    weight_ += 1 + (text ? text->size() / bytes_of_a_value : 0);
    for (; weight_ > taken_ + step; taken_ += step)
        if (!limits_.together->take(step))
            throw Error(ErrorKind::unavailable,
                        "other large requests are being served: try again in a moment", Retry::yes);
}

Value& TreeBuilder::place(Value value) {
    count(value);
    auto& open = open_.back();
    if (open.list) return open.list->emplace_back(std::move(value));
    return open.members->emplace_back(std::exchange(open.name, {}), std::move(value)).second;
}

void TreeBuilder::add(Value value) {
    place(std::move(value));
}

void TreeBuilder::check_depth() const {
    if (open_.size() > limits_.depth)
        throw Error(ErrorKind::invalid,
                    fmt::format("lists and structs stand more than {} deep in one another", limits_.depth));
}

void TreeBuilder::begin_list() {
    check_depth();
    open_.push_back({place(List()).as<List>(), nullptr, {}});
}

void TreeBuilder::begin_struct() {
    check_depth();
    open_.push_back({nullptr, place(Struct()).as<Struct>(), {}});
}

void TreeBuilder::end() {
    if (auto* members = open_.back().members; members && members->size() > 1) settle_names(*members);
    open_.pop_back();
}

}  // namespace outfield::wire
