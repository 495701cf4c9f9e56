#include "stores/ftp/transcript.h"

#include <algorithm>

namespace outfield::ftp {
namespace {

constexpr std::size_t replies_limit = 10;

}  // namespace

void Transcript::sent(std::string_view line) {
    line = line.starts_with("PASS ") ? std::string_view("PASS") : line;
    while (line.ends_with('\n') || line.ends_with('\r')) line.remove_suffix(1);
    exchanges_.push_back({std::string(line), {}});
}

const Exchange* Transcript::received(std::string_view line) {
    auto reply = reader_.feed(line);
    if (!reply) return nullptr;
    if (exchanges_.empty()) exchanges_.emplace_back();  // the greeting
    surplus_ = surplus_ || answered_ == exchanges_.size();
    Exchange& exchange = exchanges_[std::min(answered_, exchanges_.size() - 1)];
    if (exchange.replies.size() == replies_limit) exchange.replies.pop_back();
    exchange.replies.push_back(std::move(*reply));
    if (exchange.answered() && !surplus_) ++answered_;
    return &exchange;
}

bool Transcript::in_step() const {
    return !surplus_ && answered_ == exchanges_.size();
}

const Exchange* Transcript::find(std::string_view words) const {
    for (auto exchange = exchanges_.rbegin(); exchange != exchanges_.rend(); ++exchange) {
        if (exchange->command.starts_with(words)) return &*exchange;
    }
    return nullptr;
}

const Exchange* Transcript::find_exactly(std::string_view command) const {
    for (auto exchange = exchanges_.rbegin(); exchange != exchanges_.rend(); ++exchange) {
        if (exchange->command == command) return &*exchange;
    }
    return nullptr;
}

const Reply* Transcript::refusal() const {
    for (auto exchange = exchanges_.rbegin(); exchange != exchanges_.rend(); ++exchange) {
        if (exchange->refused()) return &exchange->replies.back();
    }
    return nullptr;
}

}  // namespace outfield::ftp
