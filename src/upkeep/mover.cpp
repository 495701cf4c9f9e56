#include <fmt/format.h>
#include <outfield/upkeep.h>

#include <algorithm>

#include "base/crash_point.h"
#include "base/random.h"
#include "catalog/attachments.h"
#include "catalog/blobs.h"
#include "catalog/moves.h"
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
    catalog::Moves(connection).release(plan.blob, plan.claim);
}

void give_up(catalog::Catalog& catalog, Connections& connections, const CopyPlan& plan) {
    const bool ours = sql::writing(catalog.database(), [&](sql::Connection& connection) {
        catalog::Moves(connection).release(plan.blob, plan.claim);
        return catalog::Blobs(connection).release(plan.reservation);
    });
    if (!ours) connections.of(plan.to)->remove({plan.to.name, plan.to_key}, Unfinished::remove);
}

// The store was sent nothing, so nothing is to be collected there.
void withdraw(catalog::Catalog& catalog, const CopyPlan& plan) {
    catalog.database().write([&](sql::Connection& connection) {
        catalog::Moves(connection).release(plan.blob, plan.claim);
        catalog::Blobs(connection).drop_unused(plan.reservation);
    });
}

struct Leases {
    std::chrono::seconds reservation, claim;
};

// Returns the copy's blob.
std::int64_t carry_out(catalog::Catalog& catalog, Connections& connections, const CopyPlan& plan,
                       const Leases& leases, const WhileCopying& while_copying) {
    auto& database = catalog.database();
    crash_point("move reserved");
    try {
        const auto renew = [&] {
            database.write([&](sql::Connection& connection) {
                catalog::Blobs(connection).renew(plan.reservation, leases.reservation);
                catalog::Moves(connection).renew(plan.blob, plan.claim, leases.claim);
            });
        };
        copy_value(connections, plan, {leases.claim / 4, renew, while_copying});
        crash_point("move copied");
        database.write([&](sql::Connection& connection) {
            flip(connection, plan);
            crash_point("move flipping");
        });
        crash_point("moved");
    } catch (const Fence::NothingSent&) {
        withdraw(catalog, plan);
        throw;
    } catch (...) {
        give_up(catalog, connections, plan);
        throw;
    }
    return plan.reservation;
}

// Where a move, and nothing else, has taken the blob's value to; 0: it is not there.
std::int64_t moved_to(sql::Connection& connection, std::int64_t blob, std::int64_t container) {
    const auto former = catalog::Trash(connection).find(blob);
    if (!former || former->reason != catalog::Trashed::Reason::moved) return 0;
    const auto value = catalog::Attachments(connection).find(former->value.address);
    const auto copy = value ? catalog::Blobs(connection).find(value->blob) : std::nullopt;
    return copy && copy->container == container ? copy->id : 0;
}

bool is_live(sql::Connection& connection, std::int64_t blob) {
    const auto row = catalog::Blobs(connection).find(blob);
    return row && row->state == catalog::Blob::State::live;
}

Move without_us(sql::Connection& connection, std::int64_t blob, std::int64_t to_container) {
    if (is_live(connection, blob)) return {Move::Outcome::under_way, blob};
    const auto copy = moved_to(connection, blob, to_container);
    return {copy != 0 ? Move::Outcome::moved_by_another : Move::Outcome::gone, copy};
}

// A plan without a reservation: there is nothing to copy, and the answer says why.
struct Begun {
    CopyPlan plan;
    Move answer;
};

// Claims first, and reads afterwards what others have left: who has waited for another's claim to end gets it
// although the value has been moved.
Begun begin(sql::Connection& connection, std::int64_t blob, std::int64_t to_container,
            const std::string& claim, const Leases& leases) {
    catalog::Moves moves(connection);
    if (!moves.claim(blob, claim, leases.claim)) return {{}, without_us(connection, blob, to_container)};
    if (!is_live(connection, blob)) {
        moves.release(blob, claim);
        return {{}, without_us(connection, blob, to_container)};
    }
    Begun begun{plan_for(connection, blob), {Move::Outcome::moved, blob}};
    begun.plan.claim = claim;
    if (begun.plan.from.id == to_container)
        moves.release(blob, claim);
    else
        reserve_copy(connection, begun.plan, catalog::Containers(connection).get(to_container),
                     leases.reservation);
    return begun;
}

}  // namespace

Mover::Mover(catalog::Catalog& catalog, Connections& connections, std::chrono::seconds lease)
    : catalog_(catalog),
      connections_(connections),
      lease_(lease),
      claim_(std::min(lease, catalog::Moves::longest)) {}

Move Mover::move(std::int64_t blob, std::int64_t to_container, const WhileCopying& while_copying) {
    auto& database = catalog_.database();
    const Leases leases{lease_, claim_};
    const auto claim = random_id(16);
    const auto [plan, answer] = sql::writing(
        database, [&](sql::Connection& c) { return begin(c, blob, to_container, claim, leases); });
    if (plan.reservation == 0) return answer;
    try {
        return {Move::Outcome::moved, carry_out(catalog_, connections_, plan, leases, while_copying)};
    } catch (const Error& error) {
        if (error.kind() != ErrorKind::conflict) throw;
        // A claim that was over meanwhile may have been taken.
        const auto copy =
            sql::reading(database, [&](sql::Connection& c) { return moved_to(c, blob, to_container); });
        if (copy == 0) throw;
        return {Move::Outcome::moved_by_another, copy};
    }
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
    return carry_out(catalog_, connections_, plan, {lease_, claim_}, {});
}

std::int64_t Mover::replace_from_version(std::int64_t blob, const std::string& version) {
    const auto plan = sql::writing(catalog_.database(), [&](sql::Connection& connection) {
        auto planned = plan_for(connection, blob);
        reserve_copy(connection, planned, planned.from, lease_);
        planned.from_version = version;
        return planned;
    });
    return carry_out(catalog_, connections_, plan, {lease_, claim_}, {});
}

}  // namespace outfield
