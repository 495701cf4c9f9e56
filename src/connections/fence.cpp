#include "connections/fence.h"

#include <fmt/format.h>
#include <outfield/error.h>

#include <algorithm>
#include <thread>
#include <utility>

#include "base/crash_point.h"
#include "catalog/blobs.h"

namespace outfield {
namespace {

constexpr std::string_view marker_name = "outfield-environment";
constexpr std::string_view marker_begin = "outfield environment ";
constexpr std::chrono::seconds recheck{30};
constexpr std::size_t longest_marker = 200;
constexpr std::size_t most_looked_for = 5;

ObjectAddress marker_address(const catalog::Container& container) {
    return {container.name, container.key_prefix + std::string(marker_name)};
}

std::string place(const catalog::Container& container) {
    return fmt::format("{}/{}", container.configuration_name, container.name);
}

Error nothing_in_sight(const catalog::Container& container) {
    return Error(ErrorKind::unavailable,
                 fmt::format("{}: {} None of its values was found, so nothing is written or removed there. "
                             "If they are lost and new ones belong there: outfield environment adopt",
                             place(container), Fence::out_of_sight));
}

// Who may not look there, under a prefix that was another one, is refused by the store itself and not by an
// empty directory.
bool is_there(Storage& storage, const ObjectAddress& address) try {
    return storage.stat(address).has_value();
} catch (const Error& error) {
    if (error.kind() != ErrorKind::denied) throw;
    return true;
}

// What a store may tell the loser of two puts to one key: a server of FTP, for one, a 550 that looks like a
// refusal.
bool may_be_a_race(ErrorKind kind) {
    return kind != ErrorKind::unavailable && kind != ErrorKind::invalid && kind != ErrorKind::out_of_space &&
           kind != ErrorKind::unsupported;
}

}  // namespace

bool is_marker(std::string_view key) noexcept {
    const auto slash = key.rfind('/');
    return key.substr(slash == std::string_view::npos ? 0 : slash + 1) == marker_name;
}

Fence::Fence(catalog::Catalog& catalog, std::string environment)
    : catalog_(catalog), environment_(std::move(environment)) {}

bool Fence::agrees() const {
    return environment_ == catalog_.identity();
}

std::string Fence::disagreement() const {
    if (environment_.empty())
        return fmt::format(
            "this catalog belongs to the environment '{0}' and this installation does not say which one it "
            "is, "
            "so its containers are read here and never written to. If this is the catalog's home, say so: "
            "environment = '{0}' in outfield.toml (in a program: InstanceOptions::environment). To work with "
            "a "
            "copy: outfield environment detach",
            catalog_.identity());
    return fmt::format(
        "this catalog belongs to the environment '{}' and this installation is '{}', so its containers are "
        "read here "
        "and never written to. To work with a copy: outfield environment detach. If this is the catalog's "
        "home "
        "now: outfield environment adopt",
        catalog_.identity(), environment_);
}

std::string Fence::marker(Storage& storage, const catalog::Container& container) {
    StringSink text;
    try {
        storage.get(marker_address(container), text, {0, longest_marker});
    } catch (const Error& error) {
        // A missing container is not_found too, and the next verb says so in its own words.
        if (error.kind() == ErrorKind::not_found) return "";
        throw;
    }
    const bool whole = text.text.starts_with(marker_begin) && text.text.ends_with('\n');
    if (!whole)
        throw Error(
            ErrorKind::corrupt,
            fmt::format("the object {} in {} is not the marker of an environment, although it has its name: "
                        "see what it is, and remove it if nobody needs it",
                        marker_address(container).key, place(container)));
    return text.text.substr(marker_begin.size(), text.text.size() - marker_begin.size() - 1);
}

bool Fence::is_in_sight(Storage& storage, const catalog::Container& container) {
    return container.kind == "database" || !marker(storage, container).empty();
}

Fence::Owner Fence::owner_of_marker(const std::string& marker) const {
    if (marker.empty()) return Owner::nobody;
    return marker == catalog_.identity() ? Owner::ours : Owner::another;
}

Fence::Owner Fence::owner_of(Storage& storage, const catalog::Container& container) const {
    if (container.kind == "database") return Owner::ours;
    return container.is_foreign ? Owner::another : owner_of_marker(marker(storage, container));
}

void Fence::claim(Storage& storage, const catalog::Container& container) const {
    storage.remove(marker_address(container), Unfinished::remove);
    crash_point("marker removed");
    put_marker(storage, container);
}

void Fence::put_marker(Storage& storage, const catalog::Container& container) const {
    const auto source = source_from(fmt::format("{}{}\n", marker_begin, catalog_.identity()));
    storage.put(marker_address(container), *source, {"text/plain"});
    crash_point("marker put");
}

// Values may stand where there is no marker: it was removed, or the key prefix was another one.
bool Fence::may_be_claimed(Storage& storage, const catalog::Container& container) const {
    if (container.kind == "database") return true;
    const auto values = sql::reading(catalog_.database(), [&](sql::Connection& connection) {
        return catalog::Blobs(connection).newest_stored(container.id, most_looked_for);
    });
    return values.empty() || std::ranges::any_of(values, [&](const catalog::Blob& value) {
               return is_there(storage, {container.name, value.key});
           });
}

// The put that follows says what is wrong.
void Fence::clear_marker(Storage& storage, const catalog::Container& container) {
    try {
        storage.remove(marker_address(container), Unfinished::remove);
    } catch (const Error&) {
    }
}

// Many may make the first write at once, here and on other machines, and each store has its own way of
// telling the losers. So whatever a put says, the marker that stands afterwards counts. What a claim that was
// killed has left is cleared away once it is sure that nobody is at it.
std::string Fence::marker_or_claim(Storage& storage, const catalog::Container& container) const {
    constexpr int attempts = 8;
    try {
        if (auto found = marker(storage, container); !found.empty()) return found;
    } catch (const Error& error) {
        if (error.kind() != ErrorKind::corrupt) throw;  // it may be half written
    }
    const std::lock_guard claiming(claiming_);  // here at least one after the other
    const bool claimable = may_be_claimed(storage, container);
    for (int attempt = 1;; ++attempt) {
        try {
            if (auto found = marker(storage, container); !found.empty()) return found;
            if (!claimable) throw nothing_in_sight(container);
            if (attempt == attempts) clear_marker(storage, container);
            put_marker(storage, container);
        } catch (const Error& error) {
            if (attempt == attempts || !may_be_a_race(error.kind())) throw;
            std::this_thread::sleep_for(attempt * std::chrono::milliseconds(20));
        }
    }
}

std::string Fence::refusal(Storage& storage, const catalog::Container& container) {
    if (!agrees()) return disagreement();
    if (container.is_foreign)
        return fmt::format("{} belongs to another environment and is only read here", place(container));
    if (is_fresh(container.configuration, container.name)) return "";
    const auto found = marker_or_claim(storage, container);
    if (owner_of_marker(found) == Owner::another)
        return fmt::format(
            "{0} carries the marker of the environment '{1}' and this catalog is '{2}', so it "
            "is read here and never written to. Give this catalog containers of its own, or, if it "
            "is the container's only home now: outfield environment adopt --from '{1}'",
            place(container), found, catalog_.identity());
    remember(container.configuration, container.name);
    return "";
}

void Fence::require_ours(Storage& storage, const catalog::Container& container) {
    if (auto why = refusal(storage, container); !why.empty()) throw Error(ErrorKind::denied, std::move(why));
}

bool Fence::is_fresh(std::int64_t configuration, const std::string& container) {
    const std::lock_guard lock(mutex_);
    const auto found = checked_.find(std::pair(configuration, container));
    return found != checked_.end() && Clock::now() - found->second < recheck;
}

void Fence::remember(std::int64_t configuration, const std::string& container) {
    const std::lock_guard lock(mutex_);
    checked_[{configuration, container}] = Clock::now();
}

class Fence::ConfigurationGuard final : public Guard {
  public:
    ConfigurationGuard(std::shared_ptr<Fence> fence, std::int64_t configuration)
        : fence_(std::move(fence)), configuration_(configuration) {}

    void before_write(Storage& inner, const std::string& name) override {
        try {
            require_ours(inner, name);
        } catch (const Error& error) {
            if (error.retryable()) throw;
            throw NothingSent(error);
        }
    }

    void before_create() override {
        if (!fence_->agrees()) throw Error(ErrorKind::denied, fence_->disagreement());
    }

  private:
    void require_ours(Storage& inner, const std::string& name) {
        if (!fence_->agrees()) throw Error(ErrorKind::denied, fence_->disagreement());
        if (fence_->is_fresh(configuration_, name)) return;
        const auto container = sql::reading(fence_->catalog_.database(), [&](sql::Connection& connection) {
            return catalog::Containers(connection).find(configuration_, name);
        });
        if (container) fence_->require_ours(inner, *container);
    }

    std::shared_ptr<Fence> fence_;
    std::int64_t configuration_;
};

std::shared_ptr<Guard> Fence::guard(std::shared_ptr<Fence> fence, std::int64_t configuration) {
    return std::make_shared<ConfigurationGuard>(std::move(fence), configuration);
}

}  // namespace outfield
