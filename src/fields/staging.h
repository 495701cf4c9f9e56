// Steps 1 to 3 of the write protocol (ARCHITECTURE.md): reserve, put, attach. Between put and attach the
// value is a Staged: whole in its store, named by a row, and the value of nothing yet.
#pragma once

#include <outfield/value.h>

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "catalog/catalog.h"
#include "connections/connections.h"
#include "placement/placement.h"
#include "sql/database.h"

namespace outfield {

// A value on its way. Destroyed without having been attached, it gives its reservation back, so that
// `collect` finds the bytes at once instead of after the lease. Move-only; used by one thread at a time.
class Staged {
  public:
    Staged(Staged&& other) noexcept;
    Staged& operator=(Staged&&) = delete;
    ~Staged();

    const Stored& stored() const noexcept { return stored_; }

  private:
    friend class Staging;
    Staged(catalog::Catalog& catalog, std::string container_name, std::string key, std::string file_name);

    catalog::Catalog* catalog_;   // nullptr: nothing to give back
    std::string container_name_;  // empty, as the key: known when the bytes below are attached
    std::string key_;
    std::string file_name_;
    std::string media_type_;
    Stored stored_;
    std::int64_t reservation_ = 0;      // 0: none, the bytes are held below
    std::optional<std::string> bytes_;  // a small value of the database store, until it is attached
    std::shared_ptr<Storage> storage_;  // where it was put
};

// A place for a value, named by a row that stands until its lease is over.
struct Reservation {
    std::int64_t id = 0;
    catalog::Container container;
    std::string key;
};

class Staging {
  public:
    // `lease`: how long a reservation stands without a sign of life before `collect` may take it.
    Staging(catalog::Catalog& catalog, Connections& connections, const Placement& placement,
            std::chrono::seconds lease = std::chrono::hours(1))
        : catalog_(catalog), connections_(connections), placement_(placement), lease_(lease) {}

    // Reserve and put. No transaction is open while bytes travel. When it throws nothing is left behind but,
    // at worst, a reservation that `collect` clears. Thread-safe. Errors: those of Placement::place and of
    // Storage::put.
    Staged stage(std::string_view model, std::string_view field, const Upload& upload);

    // The two halves of stage(), for fields that name a store: so that many values share one transaction for
    // their reservations. Those that will not be put after all are given back.
    std::vector<Reservation> reserve(std::string_view model, std::string_view field, std::size_t count);
    Staged put(const Reservation& reservation, const Upload& upload);
    void give_back(std::span<const Reservation> unused);

    // A sign of life of values that wait to be attached, due each sign_of_life(). conflict when one is gone.
    void renew(std::span<const Staged* const> waiting);
    std::chrono::seconds sign_of_life() const noexcept { return lease_ / 4; }

    // Attach, inside the caller's transaction: `address` points to the staged blob, and the one it replaces
    // is condemned. conflict when the reservation is gone meanwhile. The transaction may be rolled back and
    // run again. Returns the blob.
    std::int64_t attach(sql::Connection& connection, const FieldAddress& address, Staged& staged);

    // To be called once the transaction of `attach` has committed.
    static void committed(Staged& staged) noexcept;

  private:
    Staged stage_into(const catalog::Container& container, const Upload& upload);
    Staged take_small(const Upload& upload);

    catalog::Catalog& catalog_;
    Connections& connections_;
    const Placement& placement_;
    std::chrono::seconds lease_;
};

}  // namespace outfield
