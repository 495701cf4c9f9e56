#include "server/api/given.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <boost/json.hpp>

#include "http/answer.h"

namespace outfield::server::api {
namespace {

constexpr std::size_t deepest = 16;

[[noreturn]] void refuse(std::string_view name, std::string_view wanted) {
    throw http::Fault(400, fmt::format("'{}' must be {}", name, wanted));
}

boost::json::object parsed(std::string_view json) {
    boost::json::parse_options options;
    options.max_depth = deepest;
    boost::system::error_code broken;
    auto document = boost::json::parse(json, broken, {}, options);
    if (broken) throw http::Fault(400, fmt::format("the body is no JSON: {}", broken.message()));
    if (!document.is_object()) throw http::Fault(400, "the body is no JSON object");
    return std::move(document.as_object());
}

std::int64_t whole_number(std::string_view name, const boost::json::value& value) {
    if (const auto* number = value.if_int64()) return *number;
    refuse(name, "a whole number");
}

}  // namespace

Given::Given(std::string_view json) : members_(parsed(json)) {}

const boost::json::value* Given::find(std::string_view name) const {
    const auto* value = members_.if_contains(name);
    return value != nullptr && !value->is_null() ? value : nullptr;
}

bool Given::has(std::string_view name) const {
    return members_.contains(name);
}

std::string Given::text(std::string_view name) const {
    auto found = optional_text(name);
    if (!found || found->empty()) refuse(name, "there, as text");
    return *std::move(found);
}

std::optional<std::string> Given::optional_text(std::string_view name) const {
    const auto* value = find(name);
    if (value == nullptr) return std::nullopt;
    if (const auto* text = value->if_string()) return std::string(*text);
    refuse(name, "text");
}

std::optional<bool> Given::optional_flag(std::string_view name) const {
    const auto* value = find(name);
    if (value == nullptr) return std::nullopt;
    if (const auto* flag = value->if_bool()) return *flag;
    refuse(name, "true or false");
}

std::int64_t Given::number(std::string_view name) const {
    const auto found = optional_number(name);
    if (!found) refuse(name, "there, as a whole number");
    return *found;
}

std::optional<std::int64_t> Given::optional_number(std::string_view name) const {
    const auto* value = find(name);
    if (value == nullptr) return std::nullopt;
    return whole_number(name, *value);
}

std::optional<std::chrono::seconds> Given::optional_seconds(std::string_view name) const {
    static constexpr std::int64_t longest = 100LL * 366 * 24 * 3600;
    const auto found = optional_number(name);
    if (!found) return std::nullopt;
    if (*found < 0 || *found > longest) refuse(name, "a number of seconds, of at most a hundred years");
    return std::chrono::seconds(*found);
}

std::vector<std::int64_t> Given::numbers(std::string_view name, std::size_t most) const {
    const auto* value = find(name);
    const auto* list = value != nullptr ? value->if_array() : nullptr;
    if (list == nullptr || list->empty() || list->size() > most)
        refuse(name, fmt::format("a list of 1 to {} whole numbers", most));
    std::vector<std::int64_t> numbers;
    numbers.reserve(list->size());
    for (const auto& item : *list) numbers.push_back(whole_number(name, item));
    return numbers;
}

std::optional<std::vector<std::string>> Given::optional_texts(std::string_view name) const {
    const auto* value = find(name);
    if (value == nullptr) return std::nullopt;
    const auto* list = value->if_array();
    if (list == nullptr) refuse(name, "a list of texts");
    std::vector<std::string> texts;
    texts.reserve(list->size());
    for (const auto& item : *list) {
        if (!item.is_string()) refuse(name, "a list of texts");
        texts.emplace_back(item.as_string());
    }
    return texts;
}

Given Given::object(std::string_view name) const {
    const auto* value = find(name);
    if (value == nullptr) return {};
    if (const auto* object = value->if_object()) return Given(*object);
    refuse(name, "a JSON object");
}

void Given::only(std::initializer_list<std::string_view> names) const {
    for (const auto& member : members_)
        if (std::find(names.begin(), names.end(), std::string_view(member.key())) == names.end())
            throw http::Fault(400, fmt::format("'{}' is not known here; what is taken: {}",
                                               std::string_view(member.key()), fmt::join(names, ", ")));
}

}  // namespace outfield::server::api
