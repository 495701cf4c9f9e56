#include "layers/retrying.h"

#include <outfield/error.h>

#include <algorithm>
#include <random>
#include <thread>
#include <type_traits>

#include "layers/breaker.h"
#include "layers/budget.h"
#include "layers/watched.h"

namespace outfield {
namespace {

class Retrying final : public Layer {
  public:
    Retrying(std::unique_ptr<Storage> inner, RetryPolicy policy)
        : Layer(std::move(inner)),
          policy_(std::move(policy)),
          budget_(policy_.budget_share, policy_.budget_reserve) {
        if (!policy_.sleep) policy_.sleep = [](auto pause) { std::this_thread::sleep_for(pause); };
    }

    Stored put(const ObjectAddress& address, ByteSource& source, const PutOptions& options) override {
        WatchedSource watched(source);
        const auto again = [&] { return !watched.failed && (!watched.touched || watched.rewind()); };
        return attempt([&] { return inner().put(address, watched, options); }, again);
    }

    void get(const ObjectAddress& address, ByteSink& sink, ByteRange range) override {
        WatchedSink watched(sink);
        attempt([&] { inner().get(address, watched, rest(range, watched.delivered)); },
                [&] { return !watched.failed; });
    }

    std::optional<ObjectInfo> stat(const ObjectAddress& address) override {
        return attempt([&] { return inner().stat(address); });
    }
    void remove(const ObjectAddress& address, Unfinished unfinished) override {
        attempt([&] { inner().remove(address, unfinished); });
    }
    ListPage list(const std::string& container, const std::string& prefix,
                  const std::optional<std::string>& cursor) override {
        return attempt([&] { return inner().list(container, prefix, cursor); });
    }
    std::vector<ContainerInfo> containers() override {
        return attempt([&] { return inner().containers(); });
    }
    void create_container(const std::string& name) override {
        attempt([&] { inner().create_container(name); });
    }

  private:
    static ByteRange rest(ByteRange range, std::uint64_t delivered) {
        range.offset += delivered;
        if (range.length) *range.length -= std::min(*range.length, delivered);
        return range;
    }

    template <typename Verb, typename Again>
    std::invoke_result_t<Verb> attempt(Verb&& verb, Again&& again) {
        budget_.earn();
        for (unsigned number = 1;; ++number) {
            try {
                return verb();
            } catch (const StoreDown&) {
                throw;
            } catch (const Error& error) {
                if (!error.retryable() || number >= policy_.attempts || !budget_.spend() || !again()) throw;
            }
            policy_.sleep(pause_after(number));
        }
    }
    template <typename Verb>
    std::invoke_result_t<Verb> attempt(Verb&& verb) {
        return attempt(std::forward<Verb>(verb), [] { return true; });
    }

    std::chrono::milliseconds pause_after(unsigned attempt_number) const {
        thread_local std::minstd_rand random{std::random_device{}()};
        const auto most = std::min(policy_.longest_pause, policy_.first_pause * (1U << (attempt_number - 1)));
        return std::chrono::milliseconds(
            std::uniform_int_distribution<std::int64_t>(0, most.count())(random));
    }

    RetryPolicy policy_;
    RetryBudget budget_;
};

}  // namespace

std::unique_ptr<Storage> retrying(std::unique_ptr<Storage> inner, RetryPolicy policy) {
    return std::make_unique<Retrying>(std::move(inner), std::move(policy));
}

}  // namespace outfield
