#include "connections/stack.h"

#include <fmt/format.h>
#include <outfield/error.h>

#include <array>
#include <vector>

#include "base/text.h"
#include "layers/breaker.h"
#include "layers/measured.h"
#include "layers/retrying.h"
#include "layers/verifying.h"
#include "stores/database/storage.h"
#include "stores/directory/kind.h"
#include "stores/ftp/kind.h"
#include "stores/s3/kind.h"

namespace outfield {

std::span<const StoreKind* const> store_kinds() noexcept {
    static const std::array kinds{&s3::store_kind(), &ftp::store_kind(), &directory::store_kind()};
    return kinds;
}

const StoreKind& store_kind(std::string_view name) {
    std::vector<std::string_view> names;
    for (const auto* kind : store_kinds()) {
        if (kind->name == name) return *kind;
        names.push_back(kind->name);
    }
    throw Error(ErrorKind::invalid, fmt::format("there is no kind of store {}; the kinds are: {}",
                                                in_quotes(name), fmt::join(names, ", ")));
}

static BreakerPolicy breaker_policy(const Settings& settings, const Watching& watching) {
    BreakerPolicy policy;
    policy.failures = static_cast<unsigned>(settings.number("breaker", policy.failures, 0, 1000));
    policy.pause = std::chrono::seconds(settings.number("breaker_pause", 5, 1, 3600));
    if (watching.observer)
        policy.changed = [watching](bool is_open, const std::string& why) {
            watching.observer->breaker(watching.configuration, is_open, why);
        };
    return policy;
}

static RetryPolicy retry_policy(const Settings& settings) {
    RetryPolicy policy;
    policy.attempts = static_cast<unsigned>(settings.number("attempts", policy.attempts, 1, 20));
    return policy;
}

static std::unique_ptr<Storage> open_remote(std::string_view kind, const Settings& settings,
                                            const Watching& watching) {
    auto storage = store_kind(kind).open(settings);
    if (!storage->capabilities().proves_size && settings.flag("verify", true))
        storage = verifying(std::move(storage));
    return retrying(breaking(std::move(storage), breaker_policy(settings, watching)), retry_policy(settings));
}

std::unique_ptr<Storage> open_stack(std::string_view kind, const Settings& settings, sql::Database& database,
                                    const Watching& watching) {
    auto storage =
        kind == "database" ? database::open_storage(database) : open_remote(kind, settings, watching);
    if (!watching.observer) return storage;
    return measured(std::move(storage), watching.configuration, watching.observer);
}

}  // namespace outfield
