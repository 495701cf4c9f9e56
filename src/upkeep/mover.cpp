#include <fmt/format.h>
#include <outfield/upkeep.h>

#include "base/crash_point.h"
#include "catalog/attachments.h"
#include "catalog/blobs.h"
#include "catalog/trash.h"
#include "fields/key.h"
#include "upkeep/copying.h"

namespace outfield {
namespace {

// The source is yet to be filled in.
CopyPlan plan_for(sql::Connection& connection, std::int64_t id) {
    const auto blob = catalog::Blobs(connection).find(id);
    const auto row = catalog::Attachments(connection).of_blob(id);
    if (!blob || !row || blob->state != catalog::Blob::State::live)
        throw Error(ErrorKind::not_found, fmt::format("object {} is not the value of any record", id));
    CopyPlan plan;
    plan.blob = id;
    plan.value = row->attachment;
    plan.address = row->address;
    plan.from = catalog::Containers(connection).get(blob->container);
    plan.from_key = blob->key;
    return plan;
}

void reserve_copy(sql::Connection& connection, CopyPlan& plan, catalog::Container to,
                  std::chrono::seconds lease) {
    plan.to = std::move(to);
    plan.to_key = fresh_key(plan.to.key_prefix);
    plan.reservation = catalog::Blobs(connection).reserve(plan.to.id, plan.to_key, lease);
}

void flip(sql::Connection& connection, const CopyPlan& plan) {
    catalog::Blobs(connection)
        .make_live(plan.reservation, {plan.value.size, plan.value.sha256}, plan.value.media_type);
    catalog::Trash(connection)
        .add({plan.address, plan.blob, plan.value.file_name}, catalog::Trashed::Reason::moved);
    if (catalog::Attachments(connection).repoint(plan.blob, plan.reservation) == 0)
        throw Error(ErrorKind::conflict, fmt::format("object {} was replaced while it was moved", plan.blob));
}

void give_up(catalog::Catalog& catalog, Connections& connections, const CopyPlan& plan) {
    const bool ours = sql::writing(catalog.database(), [&](sql::Connection& connection) {
        return catalog::Blobs(connection).release(plan.reservation);
    });
    if (!ours) connections.of(plan.to)->remove({plan.to.name, plan.to_key}, Unfinished::remove);
}

// Returns the copy's blob.
std::int64_t carry_out(catalog::Catalog& catalog, Connections& connections, const CopyPlan& plan,
                       std::chrono::seconds lease, const WhileCopying& while_copying) {
    auto& database = catalog.database();
    crash_point("move reserved");
    try {
        const auto renew = [&] {
            database.write([&](sql::Connection& c) { catalog::Blobs(c).renew(plan.reservation, lease); });
        };
        copy_value(connections, plan, {lease / 4, renew, while_copying});
        crash_point("move copied");
        database.write([&](sql::Connection& connection) {
            flip(connection, plan);
            crash_point("move flipping");
        });
        crash_point("moved");
    } catch (...) {
        give_up(catalog, connections, plan);
        throw;
    }
    return plan.reservation;
}

}  // namespace

std::int64_t Mover::move(std::int64_t blob, std::int64_t to_container, const WhileCopying& while_copying) {
    const auto plan = sql::writing(catalog_.database(), [&](sql::Connection& connection) {
        auto planned = plan_for(connection, blob);
        if (planned.from.id != to_container)
            reserve_copy(connection, planned, catalog::Containers(connection).get(to_container), lease_);
        return planned;
    });
    return plan.reservation == 0 ? blob : carry_out(catalog_, connections_, plan, lease_, while_copying);
}

std::int64_t Mover::replace(std::int64_t blob, std::int64_t twin) {
    const auto plan = sql::writing(catalog_.database(), [&](sql::Connection& connection) {
        auto planned = plan_for(connection, blob);
        const auto source = catalog::Blobs(connection).find(twin);
        if (!source)
            throw Error(ErrorKind::not_found, fmt::format("object {} is not in the catalog any more", twin));
        reserve_copy(connection, planned, std::move(planned.from), lease_);
        planned.from = catalog::Containers(connection).get(source->container);
        planned.from_key = source->key;
        return planned;
    });
    return carry_out(catalog_, connections_, plan, lease_, {});
}

}  // namespace outfield
