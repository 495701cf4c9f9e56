// The members of a JSON object that a client sent, each read with a word on what it should have been.
#pragma once

#include <boost/json/object.hpp>
#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace outfield::server::api {

// Every reader throws http::Fault 400 that names the member. null counts as left out. Not thread-safe.
class Given {
  public:
    Given() = default;
    // Fault 400 unless the text is one JSON object.
    explicit Given(std::string_view json);
    explicit Given(boost::json::object members) : members_(std::move(members)) {}

    std::string text(std::string_view name) const;  // must be there and not empty
    std::optional<std::string> optional_text(std::string_view name) const;
    std::optional<bool> optional_flag(std::string_view name) const;
    bool flag(std::string_view name) const { return optional_flag(name).value_or(false); }
    std::int64_t number(std::string_view name) const;
    std::optional<std::int64_t> optional_number(std::string_view name) const;
    std::optional<std::chrono::seconds> optional_seconds(std::string_view name) const;  // not negative
    std::vector<std::int64_t> numbers(std::string_view name, std::size_t most) const;
    std::optional<std::vector<std::string>> optional_texts(std::string_view name) const;
    Given object(std::string_view name) const;  // empty where it is left out

    bool has(std::string_view name) const;  // also as null
    const boost::json::object& members() const noexcept { return members_; }
    // Fault 400 for a member that is none of these: a misspelt one must not be passed over.
    void only(std::initializer_list<std::string_view> names) const;

  private:
    const boost::json::value* find(std::string_view name) const;

    boost::json::object members_;
};

}  // namespace outfield::server::api
