#include <fmt/format.h>

#include <atomic>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "access/access_scene.h"

namespace outfield::access {
namespace {

using namespace std::chrono_literals;

TEST_F(AccessTest, OneOfTwoServersThatStartMakesTheAdministrator) {
    Access first(catalog, registry), second(catalog, registry);
    std::optional<Secret> one, two;
    std::thread beside([&] { two = second.create_administrator(); });
    one = first.create_administrator();
    beside.join();
    ASSERT_NE(one.has_value(), two.has_value());
    EXPECT_TRUE(access.authenticate(admin, (one ? one : two)->reveal(), peer));
}

// A password or a session that was ended is refused from that moment on, whoever asks meanwhile.
TEST_F(AccessTest, NothingOldIsRememberedWhilePasswordsChange) {
    Access here(catalog, registry,
                {.attempts_of_login = 1'000'000, .attempts_of_peer = 1'000'000, .trust = 1h});
    const auto user = add_user("demo", {"sale.user"}, "password-0");
    std::atomic<int> standing = 0;  // the number of the password that is in force at least
    std::atomic<int> next = 0;      // and at most
    std::atomic<bool> done = false;
    std::atomic<int> wrong = 0, proved = 0, found = 0;
    std::mutex mutex;
    std::string token = here.open_session(*here.find_user(user), peer).token;
    const auto current = [&] {
        const std::lock_guard lock(mutex);
        return token;
    };

    std::vector<std::thread> threads;
    for (int i = 0; i < 3; ++i)
        threads.emplace_back([&] {
            while (!done) {
                const int given = standing;
                const auto identity = here.authenticate(user, fmt::format("password-{}", given), peer);
                if (identity) ++proved;
                // What nobody had set aside before or after the call must have been right.
                if (!identity && next == given) ++wrong;
                if (here.find_session(current())) ++found;
            }
        });
    for (int i = 1; i <= 8; ++i) {
        std::this_thread::sleep_for(60ms);
        const auto old = current();
        next = i;
        here.set_password(user, Secret(fmt::format("password-{}", i)));
        if (here.authenticate(user, fmt::format("password-{}", i - 1), peer)) ++wrong;
        if (here.find_session(old)) ++wrong;
        const auto fresh = here.open_session(*here.find_user(user), peer).token;
        const std::lock_guard lock(mutex);
        token = fresh;
        standing = i;
    }
    std::this_thread::sleep_for(60ms);
    done = true;
    for (auto& thread : threads) thread.join();
    EXPECT_EQ(wrong, 0);
    EXPECT_GT(proved, 0);
    EXPECT_GT(found, 0);
}

TEST_F(AccessTest, ParallelGuessesDoNotSlipThrough) {
    Access here(catalog, registry, {.attempts_of_login = 5});
    add_user("demo", {}, "correct horse");
    std::atomic<int> refused = 0, blocked = 0;
    std::vector<std::thread> threads;
    for (int i = 0; i < 30; ++i)
        threads.emplace_back([&] {
            try {
                if (!here.authenticate("demo", "wrong", peer)) ++refused;
            } catch (const Error&) {
                ++blocked;
            }
        });
    for (auto& thread : threads) thread.join();
    EXPECT_EQ(refused + blocked, 30);
    EXPECT_LE(refused, 5 + 8) << "as many more as may verify at once";
    EXPECT_GE(refused, 5);
}

TEST_F(AccessTest, ManyWhoProveTheSameAtOnceAreAllTaken) {
    Access here(catalog, registry, {.attempts_of_login = 2});
    const auto user = add_user("demo", {}, "correct horse");
    std::atomic<int> taken = 0;
    std::vector<std::thread> threads;
    for (int i = 0; i < 30; ++i)
        threads.emplace_back([&] {
            if (here.authenticate(user, "correct horse", peer)) ++taken;
        });
    for (auto& thread : threads) thread.join();
    EXPECT_EQ(taken, 30);
}

}  // namespace
}  // namespace outfield::access
