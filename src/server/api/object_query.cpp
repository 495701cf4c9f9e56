#include "server/api/object_query.h"

#include <fmt/format.h>

#include <array>

#include "base/text.h"

namespace outfield::server::api {
namespace {

constexpr std::size_t longest_search = 200;

template <typename Choice, std::size_t count>
Choice choose(const Call& call, std::string_view name,
              const std::array<std::pair<std::string_view, Choice>, count>& choices) {
    const auto given = call.text(name);
    if (given.empty()) return choices[0].second;
    std::string known;
    for (const auto& [word, choice] : choices) {
        if (word == given) return choice;
        known += (known.empty() ? "" : ", ") + std::string(word);
    }
    throw http::Fault(400, fmt::format("'{}' must be one of {}", name, known));
}

std::optional<std::uint64_t> size(const Call& call, std::string_view name) {
    const auto number = call.number(name);
    return number ? std::optional(static_cast<std::uint64_t>(*number)) : std::nullopt;
}

// SIZE-BLOB, as cursor() writes it.
std::optional<ObjectQuery::Place> place(const Call& call) {
    const auto text = call.text("after");
    if (text.empty()) return std::nullopt;
    const auto parts = split(text, '-');
    const auto size = parse_unsigned(parts[0]),
               blob = parts.size() == 2 ? parse_unsigned(parts[1]) : std::nullopt;
    if (!size || !blob || *size > INT64_MAX || *blob > INT64_MAX)
        throw http::Fault(400, "'after' must be the 'next' of a page before");
    return ObjectQuery::Place{*size, static_cast<std::int64_t>(*blob)};
}

}  // namespace

ObjectQuery object_query(const Call& call) {
    using State = ObjectQuery::State;
    using Order = ObjectQuery::Order;
    static constexpr std::array<std::pair<std::string_view, State>, 3> states{
        {{"live", State::live}, {"condemned", State::condemned}, {"damaged", State::damaged}}};
    static constexpr std::array<std::pair<std::string_view, Order>, 4> orders{
        {{"newest", Order::newest},
         {"oldest", Order::oldest},
         {"largest", Order::largest},
         {"smallest", Order::smallest}}};
    call.takes({"container", "model", "record", "search", "state", "min_size", "max_size", "from", "to",
                "sort", "after", "limit"});
    ObjectQuery query;
    query.container = call.number("container").value_or(0);
    query.model = call.text("model");
    query.record = call.number("record").value_or(0);
    query.search = call.text("search");
    query.state = choose(call, "state", states);
    query.smallest = size(call, "min_size");
    query.largest = size(call, "max_size");
    query.from = call.time("from");
    query.to = call.time("to");
    query.order = choose(call, "sort", orders);
    query.after = place(call);
    query.limit = call.limit();
    if (query.search.size() > longest_search)
        throw http::Fault(400, fmt::format("'search' has at most {} characters", longest_search));
    if (query.record != 0 && query.model.empty())
        throw http::Fault(400, "'record' needs the 'model' whose record it is");
    return query;
}

std::string cursor(const CataloguedObject& last) {
    return fmt::format("{}-{}", last.value.size, last.value.blob);
}

}  // namespace outfield::server::api
