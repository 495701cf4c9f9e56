// GET /api/events: what happens here and in the catalog, as server-sent events (WHATWG HTML, section 9.2).
#include <outfield/error.h>

#include <boost/asio/this_coro.hpp>
#include <boost/json.hpp>

#include "server/api/call.h"
#include "server/api/routes.h"

namespace outfield::server::api {
namespace {

namespace json = boost::json;

constexpr std::chrono::milliseconds shortest_pause{250};

// Whether the listener is still somebody who may know.
bool may_listen(Site& site, const Credentials& credentials) {
    try {
        require_administrator(site, credentials, "GET");
        return true;
    } catch (const http::Fault&) {
        return false;
    } catch (const std::exception&) {
        return true;  // the catalog does not answer: asked again soon
    }
}

void look_for_changes(Site& site) {
    try {
        site.changes.look(site.instance, site.events);
    } catch (const Error&) {
        // The catalog does not answer: asked again soon.
    }
}

void append_event(std::string& text, std::string_view name, const json::value& data) {
    text.append("event: ").append(name).append("\ndata: ").append(json::serialize(data)).append("\n\n");
}

std::string rendered(const Subscription::News& news) {
    std::string text;
    for (const auto& what : news.changed) append_event(text, "changed", json::object{{"what", what}});
    for (const auto& [id, task] : news.tasks) append_event(text, "task", task);
    return text.empty() ? ":\n\n" : text;
}

using Timer =
    boost::asio::basic_waitable_timer<std::chrono::steady_clock,
                                      boost::asio::wait_traits<std::chrono::steady_clock>, http::Executor>;

http::Awaitable<void> follow(Site& site, http::Exchange& exchange, const Credentials& credentials,
                             Subscription& subscription) {
    const auto executor = co_await boost::asio::this_coro::executor;
    Timer pause(executor);
    for (;;) {
        const auto news = co_await subscription.next(ChangeWatch::pause);
        if (news.is_over) co_return;
        const bool may = co_await site.lookups.run([&] {
            look_for_changes(site);
            return may_listen(site, credentials);
        });
        if (!may) co_return;
        const auto text = rendered(news);
        co_await exchange.write(text);
        pause.expires_after(shortest_pause);
        co_await pause.async_wait(http::awaiting);
    }
}

http::Awaitable<void> serve(Site& site, http::Exchange& exchange) {
    const auto credentials = credentials_of(exchange);
    co_await site.workers.run([&] {
        const Acting acting(exchange.work());
        require_administrator(site, credentials, "GET");
        look_for_changes(site);  // what changes from now on is news
    });
    const auto executor = co_await boost::asio::this_coro::executor;
    const auto subscription = site.events.subscribe(executor);
    const http::Headers headers{{"Cache-Control", "no-store"}, {"X-Accel-Buffering", "no"}};
    exchange.close_after();
    co_await exchange.begin(200, "text/event-stream", headers, std::nullopt);
    const std::string_view greeting = "retry: 2000\n\n";
    co_await exchange.write(greeting);
    if (!exchange.is_head()) co_await follow(site, exchange, credentials, *subscription);
    co_await exchange.end();
}

}  // namespace

void add_events(Router& router, Site& site) {
    router.add({"GET"}, "/api/events",
               [&site](http::Exchange& exchange, const Path&) { return serve(site, exchange); });
}

}  // namespace outfield::server::api
