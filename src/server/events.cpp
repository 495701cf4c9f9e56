#include "server/events.h"

#include <algorithm>
#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>

#include "http/answer.h"

namespace outfield::server {

static constexpr std::size_t most_listeners = 256;

// What is posted runs on the coroutine's own thread: it comes when the coroutine waits, never before.
template <typename Change>
void Subscription::tell(Change change) {
    {
        const std::lock_guard lock(mutex_);
        change(news_);
        if (std::exchange(awake_, true)) return;
    }
    boost::asio::post(timer_->get_executor(), [weak = std::weak_ptr(timer_)] {
        if (const auto timer = weak.lock()) timer->cancel();
    });
}

Subscription::~Subscription() {
    events_.leave(*this);
}

bool Subscription::has_news() {
    const std::lock_guard lock(mutex_);
    return awake_;
}

http::Awaitable<Subscription::News> Subscription::next(std::chrono::milliseconds patience) {
    if (!has_news()) {
        boost::system::error_code woken;
        timer_->expires_after(patience);
        co_await timer_->async_wait(boost::asio::redirect_error(http::awaiting, woken));
    }
    const std::lock_guard lock(mutex_);
    awake_ = false;
    auto news = std::exchange(news_, {});
    news_.is_over = news.is_over;
    co_return news;
}

template <typename Change>
void Events::tell_all(const Change& change) {
    const std::lock_guard lock(mutex_);
    for (auto* listener : listening_) listener->tell(change);
}

void Events::leave(const Subscription& subscription) noexcept {
    const std::lock_guard lock(mutex_);
    std::erase(listening_, &subscription);
}

void Events::changed(std::string_view what) {
    tell_all([what](Subscription::News& news) { news.changed.emplace(what); });
}

void Events::task(const std::string& id, const boost::json::object& document) {
    tell_all([&](Subscription::News& news) { news.tasks[id] = document; });
}

void Events::look_again() {
    tell_all([](Subscription::News&) {});
}

void Events::close() noexcept try {
    {
        const std::lock_guard lock(mutex_);
        closed_ = true;
    }
    tell_all([](Subscription::News& news) { news.is_over = true; });
} catch (const std::exception&) {
    // Without memory even to wake them, the server's grace ends them.
}

std::unique_ptr<Subscription> Events::subscribe(const http::Executor& executor) {
    const std::lock_guard lock(mutex_);
    if (listening_.size() >= most_listeners)
        throw http::Fault(503, "too many follow the events of this server already", {{"Retry-After", "60"}});
    listening_.reserve(listening_.size() + 1);
    auto subscription = std::make_unique<Subscription>(*this, executor);
    subscription->news_.is_over = subscription->awake_ = closed_;
    listening_.push_back(subscription.get());
    return subscription;
}

}  // namespace outfield::server
