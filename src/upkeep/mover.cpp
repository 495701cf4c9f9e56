#include <fmt/format.h>
#include <outfield/upkeep.h>

#include "catalog/attachments.h"
#include "catalog/blobs.h"
#include "catalog/containers.h"
#include "connections/connections.h"
#include "fields/key.h"
#include "fields/reading.h"
#include "fields/upload_source.h"
#include "layers/object_source.h"

namespace outfield {
namespace {

struct Plan {
    catalog::Blob blob;
    Attachment value;
    catalog::Container from, to;
    std::string key;
    std::int64_t reservation = 0;
};

Plan make_plan(sql::Connection& connection, std::int64_t blob, std::int64_t to_container,
               std::chrono::seconds lease) {
    catalog::Containers containers(connection);
    const auto found = catalog::Blobs(connection).find(blob);
    const auto row = catalog::Attachments(connection).of_blob(blob);
    if (!found || !row || found->state != catalog::Blob::State::live)
        throw Error(ErrorKind::not_found, fmt::format("object {} is not the value of any record", blob));
    Plan plan{*found, row->attachment, containers.get(found->container), containers.get(to_container), {}, 0};
    if (plan.from.id == plan.to.id) return plan;
    plan.key = fresh_key(plan.to.key_prefix);
    plan.reservation = catalog::Blobs(connection).reserve(plan.to.id, plan.key, lease);
    return plan;
}

class DiscardingSink final : public ByteSink {
  public:
    void write(Bytes) override {}
};

void check_copy(const Plan& plan, const Stored& stored) {
    if (stored.size == plan.value.size && stored.sha256 == plan.value.sha256) return;
    throw Error(
        ErrorKind::corrupt,
        fmt::format(
            "object {} in {}/{} is damaged: it does not hash to what the catalog names, so it was not "
            "moved; its record still points to it",
            plan.blob.id, plan.from.configuration_name, plan.from.name));
}

// The source gives the sign of life that keeps the reservation standing.
void copy_through(Storage& from, Storage& to, const Plan& plan, std::chrono::seconds interval,
                  const std::function<void()>& renew) {
    const auto object = source_from_object(from, {plan.from.name, plan.blob.key}, plan.value.size);
    UploadSource source(*object, interval, renew);
    check_copy(plan, to.put({plan.to.name, plan.key}, source, {plan.value.media_type}));
}

// The bytes stay in the store; what arrived is read once to be compared.
void copy_within(Storage& storage, ServerSideCopier& copier, const Plan& plan,
                 const std::function<void()>& renew) {
    copier.copy({plan.from.name, plan.blob.key}, {plan.to.name, plan.key});
    renew();
    auto arrived = plan.value;
    arrived.container = plan.to.name;
    arrived.key = plan.key;
    DiscardingSink nowhere;
    read_verified(storage, arrived, nowhere, {});
}

void copy(Connections& connections, const Plan& plan, std::chrono::seconds interval,
          const std::function<void()>& renew) {
    const auto from = connections.of(plan.from);
    const auto to = connections.of(plan.to);
    auto* copier = plan.from.configuration == plan.to.configuration ? to->copier() : nullptr;
    if (copier != nullptr)
        copy_within(*to, *copier, plan, renew);
    else
        copy_through(*from, *to, plan, interval, renew);
}

void flip(sql::Connection& connection, const Plan& plan) {
    catalog::Blobs blobs(connection);
    blobs.make_live(plan.reservation, {plan.value.size, plan.value.sha256}, plan.value.media_type);
    blobs.condemn(plan.blob.id);
    if (catalog::Attachments(connection).repoint(plan.blob.id, plan.reservation) == 0)
        throw Error(ErrorKind::conflict,
                    fmt::format("object {} was replaced while it was moved", plan.blob.id));
}

void give_up(catalog::Catalog& catalog, Connections& connections, const Plan& plan) {
    const bool ours = sql::writing(catalog.database(), [&](sql::Connection& connection) {
        return catalog::Blobs(connection).release(plan.reservation);
    });
    if (!ours) connections.of(plan.to)->remove({plan.to.name, plan.key}, Unfinished::remove);
}

}  // namespace

std::int64_t Mover::move(std::int64_t blob, std::int64_t to_container) {
    auto& database = catalog_.database();
    const auto plan = sql::writing(database, [&](sql::Connection& connection) {
        return make_plan(connection, blob, to_container, lease_);
    });
    if (plan.reservation == 0) return blob;
    try {
        copy(connections_, plan, lease_ / 4, [&] {
            database.write([&](sql::Connection& c) { catalog::Blobs(c).renew(plan.reservation, lease_); });
        });
        database.write([&](sql::Connection& connection) { flip(connection, plan); });
    } catch (...) {
        give_up(catalog_, connections_, plan);
        throw;
    }
    return plan.reservation;
}

}  // namespace outfield
