// The environment fence. A catalog writes to a container only while three names agree: the catalog's own
// identity, the environment that this installation says it is, and the marker object in the container. A copy
// of the catalog in another environment differs in the second, and a copy that was given a name of its own in
// the third.
//
// The marker is claimed by the first write to a container that has none. Where values should be and neither a
// marker nor any of them is, nothing is claimed: a disk that is not mounted is an empty directory.
#pragma once

#include <outfield/error.h>

#include <chrono>
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>

#include "catalog/catalog.h"
#include "catalog/containers.h"
#include "layers/fenced.h"

namespace outfield {

// Whether a key is that of a marker, under whatever key prefix.
bool is_marker(std::string_view key) noexcept;

// Thread-safe, except while the catalog's identity changes.
class Fence {
  public:
    enum class Owner { ours, nobody, another };

    // `environment` empty: the installation says nothing, which is not agreeing.
    Fence(catalog::Catalog& catalog, std::string environment);

    // Whether catalog and installation agree. The second is what is wrong, in words.
    bool agrees() const;
    std::string disagreement() const;

    // Asks the store. Errors as Storage::get has them.
    static std::string marker(Storage& storage, const catalog::Container& container);  // empty: there is none
    Owner owner_of_marker(const std::string& marker) const;
    Owner owner_of(Storage& storage, const catalog::Container& container) const;  // the database: ours

    // Before an object that is not there counts as lost: whether this is the container at all, and not an
    // empty mount point or another server. What stands in the database needs no marker.
    static bool is_in_sight(Storage& storage, const catalog::Container& container);
    static constexpr std::string_view out_of_sight =
        "the container carries no marker of an environment: is it the right server, and is the disk mounted?";

    // Replaces whatever marker there is by the catalog's.
    void claim(Storage& storage, const catalog::Container& container) const;

    // Why the container may not be written to, in words; empty: it may. Claims one that is nobody's. An
    // answer that it may holds for half a minute. Errors as Storage has them; unavailable: it is out of
    // sight.
    std::string refusal(Storage& storage, const catalog::Container& container);
    void require_ours(Storage& storage, const catalog::Container& container);  // denied, with the refusal

    // Why a write was not begun and never will be, until somebody mends something.
    class NothingSent final : public Error {
      public:
        explicit NothingSent(const Error& why) : Error(why.kind(), why.what()) {}
    };

    // The guard of one configuration's store, which throws NothingSent, or what may pass. It keeps the fence
    // alive.
    static std::shared_ptr<Guard> guard(std::shared_ptr<Fence> fence, std::int64_t configuration);

  private:
    class ConfigurationGuard;
    using Clock = std::chrono::steady_clock;

    std::string marker_or_claim(Storage& storage, const catalog::Container& container) const;
    bool may_be_claimed(Storage& storage, const catalog::Container& container) const;
    static void clear_marker(Storage& storage, const catalog::Container& container);
    void put_marker(Storage& storage, const catalog::Container& container) const;
    bool is_fresh(std::int64_t configuration, const std::string& container);
    void remember(std::int64_t configuration, const std::string& container);

    catalog::Catalog& catalog_;
    const std::string environment_;
    mutable std::mutex claiming_;
    std::mutex mutex_;
    std::map<std::pair<std::int64_t, std::string>, Clock::time_point, std::less<>> checked_;
};

}  // namespace outfield
