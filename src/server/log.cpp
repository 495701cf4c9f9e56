#include "server/log.h"

#include <fmt/chrono.h>
#include <fmt/format.h>
#include <outfield/time.h>
#include <spdlog/async.h>
#include <spdlog/async_logger.h>
#include <spdlog/sinks/stdout_sinks.h>

#include <algorithm>
#include <boost/json/serialize.hpp>

#include "base/text.h"

namespace outfield::server {
namespace {

namespace json = boost::json;

constexpr std::size_t most_waiting_lines = 8192;

std::string_view to_string(LogLevel level) noexcept {
    switch (level) {
        case LogLevel::debug:
            return "debug";
        case LogLevel::info:
            return "info";
        case LogLevel::warning:
            return "warning";
        case LogLevel::error:
            return "error";
    }
    return "";
}

std::string moment() {
    const auto time = now();
    const auto whole = std::chrono::floor<std::chrono::seconds>(time);
    return fmt::format("{:%Y-%m-%dT%H:%M:%S}.{:06}Z", whole, (time - whole).count());
}

// Of a JSON text, what serialize() leaves as it was: broken UTF-8 becomes U+FFFD, and the controls that
// a terminal obeys, too, become \u007f to \u009f.
std::string legible(std::string_view text) {
    std::string whole;
    while (!text.empty()) {
        const auto lead = static_cast<unsigned char>(text.front());
        const auto character = text.substr(0, lead < 0x80U ? 1 : lead < 0xE0U ? 2 : lead < 0xF0U ? 3 : 4);
        const bool is_good = valid_utf8(character);
        if (!is_good)
            whole += "\xEF\xBF\xBD";
        else if (lead == 0x7FU || (lead == 0xC2U && static_cast<unsigned char>(character[1]) < 0xA0U))
            whole += fmt::format("\\u{:04x}", static_cast<unsigned char>(character.back()));
        else
            whole += character;
        text.remove_prefix(is_good ? character.size() : 1);
    }
    return whole;
}

std::string as_json(LogLevel level, std::string_view event, const json::object& members) {
    json::object line{{"time", moment()}, {"level", to_string(level)}, {"event", event}};
    for (const auto& [name, value] : members) line[name] = value;
    return legible(json::serialize(line));
}

std::string text_of(const json::value& value) {
    const auto* text = value.if_string();
    const bool is_plain = text && !text->empty() && std::all_of(text->begin(), text->end(), [](char c) {
                              return c > ' ' && c < '\x7F' && c != '"' && c != '=' && c != '\\';
                          });
    return is_plain ? std::string(*text) : legible(json::serialize(value));
}

std::string as_text(LogLevel level, std::string_view event, const json::object& members) {
    auto line = fmt::format("{} {:<7} {}", moment(), to_string(level), event);
    for (const auto& [name, value] : members)
        line += fmt::format(" {}={}", std::string_view(name), text_of(value));
    return line;
}

}  // namespace

struct Log::Parts {
    LogForm form;
    LogLevel level;
    std::shared_ptr<spdlog::details::thread_pool> thread;
    std::shared_ptr<spdlog::async_logger> logger;
};

Log::Log(LogForm form, LogLevel level) : parts_(new Parts{form, level, {}, {}}) {
    if (form == LogForm::off) return;
    parts_->thread = std::make_shared<spdlog::details::thread_pool>(most_waiting_lines, 1);
    parts_->logger =
        std::make_shared<spdlog::async_logger>("outfield", std::make_shared<spdlog::sinks::stderr_sink_mt>(),
                                               parts_->thread, spdlog::async_overflow_policy::overrun_oldest);
    parts_->logger->set_pattern("%v");
    parts_->logger->set_level(spdlog::level::trace);
    parts_->logger->flush_on(spdlog::level::trace);
    parts_->logger->set_error_handler([](const std::string&) {});
}

Log::~Log() = default;

bool Log::shows(LogLevel level) const noexcept {
    return parts_->form != LogForm::off && level >= parts_->level;
}

void Log::write(LogLevel level, std::string_view event, const json::object& members) noexcept try {
    if (!shows(level)) return;
    const auto line =
        parts_->form == LogForm::json ? as_json(level, event, members) : as_text(level, event, members);
    parts_->logger->log(spdlog::level::info, spdlog::string_view_t(line.data(), line.size()));
} catch (const std::exception&) {
    // No line is worth a request.
}

std::size_t Log::dropped() const noexcept {
    return parts_->thread ? parts_->thread->overrun_counter() : 0;
}

}  // namespace outfield::server
