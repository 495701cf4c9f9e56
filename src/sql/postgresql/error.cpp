#include "sql/postgresql/error.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"

namespace outfield::sql::postgresql {
namespace {

struct Meaning {
    ErrorKind kind;
    std::string words;
    Retry retry = Retry::no;
};

bool is_state(std::string_view text) noexcept {
    return text.size() == 5 &&
           std::ranges::all_of(text, [](char c) { return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z'); });
}

Meaning of_constraint(std::string_view state, std::string_view said) {
    if (state == "23505")
        return {ErrorKind::already_exists, fmt::format("there is such a row already: {}", said)};
    if (state == "23503")
        return {ErrorKind::conflict, fmt::format("another row is missing or still needs this one: {}", said)};
    return {ErrorKind::invalid, std::string(said)};
}

Meaning of_resources(std::string_view state, std::string_view said) {
    if (state == "53100")
        return {ErrorKind::out_of_space,
                fmt::format("the server's disk is full ({}): make room and try again", said)};
    return {ErrorKind::unavailable, fmt::format("the server is at its limits: {}", said), Retry::yes};
}

// By the class, the first two characters.
Meaning of_class(std::string_view state, std::string_view said) {
    const auto group = state.substr(0, 2);
    if (group == "23") return of_constraint(state, said);
    if (group == "53") return of_resources(state, said);
    if (group == "28")
        return {ErrorKind::denied, fmt::format("{}: look at the user, the password and pg_hba.conf", said)};
    if (group == "40")
        return {ErrorKind::conflict, fmt::format("somebody else has written meanwhile: {}", said),
                Retry::yes};
    if (group == "08" || group == "57" || group == "58")
        return {ErrorKind::unavailable, std::string(said), Retry::yes};
    if (group == "XX")
        return {ErrorKind::corrupt, fmt::format("it is damaged ({}): look at the server's log", said)};
    return {ErrorKind::invalid, std::string(said)};
}

Meaning meaning_of(std::string_view state, std::string_view said) {
    if (state.empty()) return {ErrorKind::unavailable, std::string(said), Retry::yes};
    if (state == "3D000")
        return {ErrorKind::not_found,
                fmt::format("{}: create it first, with createdb or CREATE DATABASE", said)};
    if (state == "42501" || state == "25006") return {ErrorKind::denied, std::string(said)};
    if (state == "55P03" || state == "57014")
        return {ErrorKind::unavailable, fmt::format("{}: try again", said), Retry::yes};
    if (state == "25P03" || state == "25P04") return {ErrorKind::unavailable, std::string(said), Retry::yes};
    if (state == "08P01") return {ErrorKind::invalid, std::string(said)};  // a wrong number of parameters
    return of_class(state, said);
}

}  // namespace

Error error_of(std::string_view state, std::string_view said, const std::string& database) {
    const auto meaning = meaning_of(state, said);
    return Error(meaning.kind, fmt::format("database {}: {}", database, meaning.words), meaning.retry);
}

// 40: serialisation failures and deadlocks. 0A000: "cached plan must not change result type". 26000: somebody
// between us and the server has forgotten the prepared statement.
bool may_run_again(std::string_view state) noexcept {
    return state == "40001" || state == "40P01" || state == "0A000" || state == "26000";
}

std::string_view state_in(std::string_view message) noexcept {
    for (auto at = message.find(":  "); at != std::string_view::npos; at = message.find(":  ", at + 1)) {
        const auto state = message.substr(at + 3, 5);
        if (is_state(state) && message.substr(at + 8, 2) == ": ") return state;
    }
    return {};
}

std::string plain(std::string_view message) {
    std::string text;
    for (const auto line : split(message, '\n')) {
        const auto state = state_in(line);
        const auto words = trim(line);
        if (words.empty() || words.starts_with("LOCATION:")) continue;
        if (!text.empty()) text += "; ";
        if (state.empty()) {
            text += words;
            continue;
        }
        const auto at = line.find(state);
        text += trim(std::string(line.substr(0, at)) + std::string(line.substr(at + 7)));
    }
    return text;
}

}  // namespace outfield::sql::postgresql
