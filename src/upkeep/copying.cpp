#include "upkeep/copying.h"

#include <fmt/format.h>
#include <outfield/error.h>

#include "fields/reading.h"
#include "fields/upload_source.h"
#include "layers/object_source.h"

namespace outfield {
namespace {

class DiscardingSink final : public ByteSink {
  public:
    void write(Bytes) override {}
};

void check_copy(const CopyPlan& plan, const Stored& stored) {
    if (stored.size == plan.value.size && stored.sha256 == plan.value.sha256) return;
    throw Error(ErrorKind::corrupt,
                fmt::format("{}/{}/{} is damaged: it does not hash to what the catalog names, so nothing was "
                            "copied; the record of object {} still points to where it did",
                            plan.from.configuration_name, plan.from.name, plan.from_key, plan.blob));
}

// The source gives the sign of life that keeps the reservation standing.
void copy_through(Storage& from, Storage& to, const CopyPlan& plan, std::chrono::seconds interval,
                  const std::function<void()>& renew) {
    const auto object = source_from_object(from, {plan.from.name, plan.from_key}, plan.value.size);
    UploadSource source(*object, interval, renew);
    check_copy(plan, to.put({plan.to.name, plan.to_key}, source, {plan.value.media_type}));
}

void copy_within(Storage& storage, ServerSideCopier& copier, const CopyPlan& plan,
                 const std::function<void()>& renew) {
    copier.copy({plan.from.name, plan.from_key}, {plan.to.name, plan.to_key});
    renew();
    auto arrived = plan.value;
    arrived.container = plan.to.name;
    arrived.key = plan.to_key;
    arrived.damage.clear();
    DiscardingSink nowhere;
    read_verified(storage, arrived, nowhere, {});
}

}  // namespace

void copy_value(Connections& connections, const CopyPlan& plan, std::chrono::seconds interval,
                const std::function<void()>& renew) {
    const auto from = connections.of(plan.from);
    const auto to = connections.of(plan.to);
    auto* copier = plan.from.configuration == plan.to.configuration ? to->copier() : nullptr;
    if (copier != nullptr)
        copy_within(*to, *copier, plan, renew);
    else
        copy_through(*from, *to, plan, interval, renew);
}

}  // namespace outfield
