#include "server/health.h"

#include <fmt/format.h>
#include <outfield/error.h>

#include <boost/asio/basic_waitable_timer.hpp>
#include <boost/asio/this_coro.hpp>

#include "base/acting.h"
#include "catalog/configurations.h"
#include "catalog/containers.h"
#include "connections/connections.h"
#include "instance/rooms.h"

namespace outfield::server {
namespace {

constexpr std::chrono::seconds good_for{10};
constexpr std::chrono::seconds bad_for{2};
constexpr std::chrono::seconds patience{5};
constexpr std::chrono::milliseconds look_again{20};

using Timer =
    boost::asio::basic_waitable_timer<std::chrono::steady_clock,
                                      boost::asio::wait_traits<std::chrono::steady_clock>, http::Executor>;

struct Subject {
    std::string configuration;
    catalog::Container container;
};

// A container each: one look at it shows whether its store answers.
std::vector<Subject> subjects(Instance& instance) {
    return sql::reading(Rooms(instance).catalog().database(), [](sql::Connection& connection) {
        std::vector<Subject> all;
        for (const auto& configuration : catalog::Configurations(connection).all()) {
            if (!configuration.is_default || configuration.kind == "database") continue;
            for (auto& container : catalog::Containers(connection).of_configuration(configuration.id)) {
                if (container.state != catalog::Container::State::present) continue;
                all.push_back({configuration.name, std::move(container)});
                break;
            }
        }
        return all;
    });
}

}  // namespace

http::Awaitable<HealthReport> Health::report() {
    if (!begin_probe()) {
        const auto executor = co_await boost::asio::this_coro::executor;
        Timer timer(executor);
        bool waits = true;
        while (waits) {
            timer.expires_after(look_again);
            co_await timer.async_wait(http::awaiting);
            const std::lock_guard lock(mutex_);
            waits = running_ && Clock::now() - began_ < patience;
        }
    }
    co_return current();
}

bool Health::begin_probe() {
    const std::lock_guard lock(mutex_);
    if (running_) return false;
    if (last_ && Clock::now() - ended_ < (last_->is_good ? good_for : bad_for)) return true;
    running_ = true;
    began_ = Clock::now();
    asking_ = "the catalog";
    workers_.start([this] { probe(); });
    return false;
}

HealthReport Health::current() {
    const std::lock_guard lock(mutex_);
    if (!running_ || Clock::now() - began_ < patience) return last_.value_or(HealthReport{});
    HealthReport slow;
    slow.is_good = false;
    slow.reason = fmt::format("{} has not answered for {} seconds", asking_, patience.count());
    (asking_ == "the catalog" ? slow.catalog : slow.stores[asking_]) = "no answer";
    return slow;
}

void Health::now_asking(const std::string& what) {
    const std::lock_guard lock(mutex_);
    asking_ = what;
}

void Health::probe() noexcept {
    HealthReport found;
    try {
        const auto work = std::make_shared<Work>();
        work->calls("health");
        const Acting acting(work);
        probe_stores(found);
    } catch (const Error& error) {
        found.catalog = to_string(error.kind());
        found.reason = fmt::format("the catalog does not answer: {}", to_string(error.kind()));
        log_.write(LogLevel::warning, "health", {{"words", error.what()}});
    } catch (const std::exception& error) {
        found.catalog = "fault";
        found.reason = "the catalog does not answer";
        log_.write(LogLevel::warning, "health", {{"words", error.what()}});
    }
    found.is_good = found.reason.empty();
    const std::lock_guard lock(mutex_);
    if (last_ && !last_->is_good && found.is_good)
        log_.write(LogLevel::info, "health", {{"words", "all is well again"}});
    last_ = std::move(found);
    ended_ = Clock::now();
    running_ = false;
}

void Health::probe_stores(HealthReport& found) {
    for (const auto& subject : subjects(instance_)) {
        now_asking(subject.configuration);
        auto& state = found.stores[subject.configuration] = "ok";
        try {
            const auto storage = Rooms(instance_).connections().of(subject.container);
            storage->stat({subject.container.name, subject.container.key_prefix + "outfield-environment"});
        } catch (const Error& error) {
            state = to_string(error.kind());
            found.reason = fmt::format("the storage configuration '{}' does not answer: {}",
                                       subject.configuration, state);
            log_.write(LogLevel::warning, "health",
                       {{"configuration", subject.configuration}, {"words", error.what()}});
        }
    }
}

}  // namespace outfield::server
