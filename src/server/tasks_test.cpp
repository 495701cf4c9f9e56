#include "server/tasks.h"

#include <gmock/gmock.h>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <future>
#include <thread>

#include "http/answer.h"
#include "server/bulk.h"

namespace outfield::server {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::SizeIs;

std::string text(const boost::json::object& document, const char* member) {
    return std::string(document.at(member).as_string());
}

class TasksTest : public testing::Test {
  protected:
    std::string start(std::string kind, std::function<bool(Progress&)> run) {
        return text(tasks.start({std::move(kind), "admin", false, std::move(run)}), "id");
    }
    std::string state(const std::string& id) { return text(*tasks.find(id), "state"); }
    void wait_for(const std::string& id, const char* wanted) {
        for (int i = 0; i < 1000 && state(id) != wanted; ++i) std::this_thread::sleep_for(10ms);
        ASSERT_EQ(state(id), wanted);
    }
    static bool until_stopped(Progress& progress) {
        while (true) {
            progress.check();
            std::this_thread::sleep_for(1ms);
        }
    }

    Log log{LogForm::off, LogLevel::error};
    Events events;
    Tasks tasks{events, log};
};

TEST_F(TasksTest, ATaskEndsAsItsWorkDoes) {
    const auto good = start("good", [](Progress& progress) {
        progress.expect(2, 20);
        progress.add(1, 10);
        progress.figures({{"moved", 1}});
        return true;
    });
    const auto bad = start("bad", [](Progress&) { return false; });
    const auto broken = start("broken", [](Progress&) -> bool { throw std::runtime_error("no disk"); });
    wait_for(good, "done");
    wait_for(bad, "failed");
    wait_for(broken, "failed");
    const auto document = *tasks.find(good);
    EXPECT_EQ(document.at("done").to_number<int>(), 1);
    EXPECT_EQ(document.at("bytes_total").to_number<int>(), 20);
    EXPECT_EQ(document.at("figures"), (boost::json::value{{"moved", 1}}));
    EXPECT_EQ(tasks.find(broken)->at("faults"), (boost::json::array{"no disk"}));
    EXPECT_FALSE(tasks.find("another"));
}

TEST_F(TasksTest, TwoRunAtATimeAndWhoeverWaitsCanBeStopped) {
    const auto first = start("a", until_stopped), second = start("b", until_stopped);
    wait_for(first, "running");
    wait_for(second, "running");
    const auto third = start("c", [](Progress& progress) {
        progress.check();
        return true;
    });
    EXPECT_EQ(state(third), "waiting");
    EXPECT_TRUE(tasks.stop(third));
    EXPECT_TRUE(tasks.stop(first));
    wait_for(first, "stopped");
    wait_for(third, "stopped");
    EXPECT_FALSE(tasks.stop("another"));
    tasks.stop();
    wait_for(second, "stopped");
    EXPECT_THROW(start("d", until_stopped), http::Fault);
}

TEST_F(TasksTest, NotTooManyWaitAndNotTooManyAreRemembered) {
    for (int i = 0; i < 150; ++i) wait_for(start("short", [](Progress&) { return true; }), "done");
    EXPECT_THAT(tasks.all(), SizeIs(100));
    std::vector<std::string> ids;
    for (int i = 0; i < 20; ++i) ids.push_back(start("long", until_stopped));
    EXPECT_THROW(start("long", until_stopped), http::Fault);
    tasks.stop();
    for (const auto& id : ids) wait_for(id, "stopped");
}

TEST_F(TasksTest, InBulkOneFaultIsOneFault) {
    Bulk bulk{"task move", "admin", "moved", {{1, 10}, {2, 20}, {3, 30}}, {}};
    bulk.each = [](std::int64_t blob, const auto& more) {
        more(8);
        more(1000);  // sent again
        if (blob == 2) throw std::runtime_error("gone");
    };
    Progress progress([] { return Ending::none; });
    EXPECT_FALSE(carry_out(bulk, progress));
    const auto state = progress.state();
    EXPECT_EQ(state.done, 3U);
    EXPECT_EQ(state.bytes_done, 60U);
    EXPECT_THAT(state.faults, ElementsAre("object 2: gone"));
    EXPECT_EQ(state.figures, (boost::json::object{{"moved", 2U}, {"failed", 1U}}));
}

TEST_F(TasksTest, InBulkAStopEndsWhatIsUnderWay) {
    std::atomic<bool> enough{false};
    Bulk bulk{"task move", "admin", "moved", {}, {}};
    for (int i = 0; i < 100; ++i) bulk.pieces.push_back({i, 1 << 20});
    bulk.each = [&](std::int64_t blob, const auto& more) {
        if (blob == 10) enough = true;
        while (blob >= 10) more(1);
    };
    Progress progress([&] { return enough ? Ending::cancelled : Ending::none; });
    EXPECT_THROW(carry_out(bulk, progress), Stopped);
    EXPECT_EQ(progress.state().figures.at("moved").to_number<int>(), 10);
    EXPECT_THAT(progress.state().faults, SizeIs(0));
}

// A listener in a thread of its own, as a connection is.
class EventsTest : public testing::Test {
  protected:
    std::vector<Subscription::News> listen(std::size_t count, const std::function<void()>& meanwhile) {
        boost::asio::io_context context{1};
        const auto subscription = events.subscribe(context.get_executor());
        meanwhile();
        boost::asio::co_spawn(context.get_executor(), take(*subscription, count), boost::asio::detached);
        context.run();
        return std::move(taken);
    }
    http::Awaitable<void> take(Subscription& subscription, std::size_t count) {
        for (std::size_t i = 0; i < count; ++i) {
            auto news = co_await subscription.next(10s);
            taken.push_back(std::move(news));
        }
    }

    Events events;
    std::vector<Subscription::News> taken;
};

TEST_F(EventsTest, WhatWasNotTakenIsToldOnce) {
    const auto news = listen(1, [&] {
        for (int i = 0; i < 1000; ++i) {
            events.changed("objects");
            events.task("one", {{"done", i}});
        }
        events.changed("trash");
    });
    EXPECT_THAT(news.at(0).changed, ElementsAre("objects", "trash"));
    ASSERT_THAT(news.at(0).tasks, SizeIs(1));
    EXPECT_EQ(news.at(0).tasks.at("one").at("done").to_number<int>(), 999);
    EXPECT_FALSE(news.at(0).is_over);
}

TEST_F(EventsTest, AListenerThatWaitsIsWoken) {
    std::jthread teller;
    const auto begin = std::chrono::steady_clock::now();
    const auto news = listen(2, [&] {
        teller = std::jthread([&] {
            std::this_thread::sleep_for(50ms);
            events.changed("jobs");
            std::this_thread::sleep_for(50ms);
            events.close();
        });
    });
    EXPECT_THAT(news.at(0).changed, ElementsAre("jobs"));
    EXPECT_TRUE(news.at(1).is_over);
    EXPECT_LT(std::chrono::steady_clock::now() - begin, 5s);
}

TEST_F(EventsTest, WhoComesLateHearsThatItIsOver) {
    events.close();
    EXPECT_TRUE(listen(1, [] {}).at(0).is_over);
}

TEST_F(EventsTest, ManyTellAndManyListen) {
    std::vector<std::jthread> tellers;
    for (int i = 0; i < 4; ++i)
        tellers.emplace_back([this](const std::stop_token& enough) {
            while (!enough.stop_requested()) events.changed("objects");
        });
    std::vector<std::jthread> listeners;
    std::atomic<int> heard{0};
    for (int i = 0; i < 4; ++i)
        listeners.emplace_back([&] {
            for (int round = 0; round < 50; ++round) {
                boost::asio::io_context context{1};
                const auto subscription = events.subscribe(context.get_executor());
                auto hear = [&]() -> http::Awaitable<void> {
                    for (int times = 0; times < 20; ++times) {
                        const auto news = co_await subscription->next(10s);
                        heard += static_cast<int>(news.changed.size());
                    }
                };
                boost::asio::co_spawn(context.get_executor(), hear(), boost::asio::detached);
                context.run();
            }
        });
    listeners.clear();
    EXPECT_GT(heard, 0);
}

}  // namespace
}  // namespace outfield::server
