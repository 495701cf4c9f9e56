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
    boost::asio::post(timer_.get_executor(), [weak = weak_from_this()] {
        if (const auto self = weak.lock()) self->timer_.cancel();
    });
}

bool Subscription::has_news() {
    const std::lock_guard lock(mutex_);
    return awake_;
}

http::Awaitable<Subscription::News> Subscription::next(std::chrono::milliseconds patience) {
    if (!has_news()) {
        boost::system::error_code woken;
        timer_.expires_after(patience);
        co_await timer_.async_wait(boost::asio::redirect_error(http::awaiting, woken));
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
    std::erase_if(listening_, [](const auto& listener) { return listener.expired(); });
    for (const auto& listener : listening_)
        if (const auto subscription = listener.lock()) subscription->tell(change);
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

std::shared_ptr<Subscription> Events::subscribe(const http::Executor& executor) {
    const std::lock_guard lock(mutex_);
    std::erase_if(listening_, [](const auto& listener) { return listener.expired(); });
    if (listening_.size() >= most_listeners)
        throw http::Fault(503, "too many follow the events of this server already", {{"Retry-After", "60"}});
    auto subscription = std::make_shared<Subscription>(executor);
    subscription->news_.is_over = subscription->awake_ = closed_;
    listening_.push_back(subscription);
    return subscription;
}

}  // namespace outfield::server
