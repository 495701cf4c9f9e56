#include "uploads/resumable_uploads.h"

#include <fmt/format.h>
#include <outfield/error.h>

#include <memory>

#include "base/crash_point.h"
#include "base/random.h"
#include "base/recurring.h"
#include "fields/record_row.h"
#include "fields/staging.h"
#include "uploads/piece_source.h"
#include "uploads/upload_rows.h"

namespace outfield::uploads {

static constexpr std::size_t pruned_by_the_way = 2;  // transactions
static constexpr std::size_t id_length = 32;  // 160 bits: who knows it may be trusted to have been told

ResumableUpload ResumableUploads::create(const NewUpload& wanted) {
    prune(pruned_by_the_way);
    ResumableUpload upload{wanted, random_id(id_length), 0, now() + options_.life, false};
    catalog_.database().write([&](sql::Connection& connection) { UploadRows(connection).add(upload); });
    return upload;
}

std::optional<ResumableUpload> ResumableUploads::find(std::string_view id) {
    const auto row = sql::reading(
        catalog_.database(), [&](sql::Connection& connection) { return UploadRows(connection).find(id); });
    if (!row || row->state == UploadRow::State::given_up) return std::nullopt;
    return row->upload;
}

Appending ResumableUploads::append(std::string_view id, std::uint64_t offset,
                                   std::optional<Checksum> checksum) {
    return {catalog_.database(), id, offset, std::move(checksum), options_.life};
}

struct ResumableUploads::Claim {
    UploadRow row;
    bool is_ours = false;
};

ResumableUploads::Claim ResumableUploads::claim(std::string_view id) {
    return sql::writing(catalog_.database(), [&](sql::Connection& connection) {
        UploadRows rows(connection);
        Claim claim{rows.lock(id), false};
        if (claim.row.upload.is_stored) return claim;
        if (!claim.row.upload.is_whole())
            throw Error(ErrorKind::conflict, fmt::format("the upload has {} of its {} bytes",
                                                         claim.row.upload.offset, claim.row.upload.length));
        claim.is_ours = claim.row.storing <= now();
        if (claim.is_ours) rows.set_storing(claim.row.number, now() + options_.lease, now() + options_.life);
        return claim;
    });
}

Storing ResumableUploads::store(std::string_view id) {
    const auto claimed = claim(id);
    if (claimed.row.upload.is_stored) return Storing::stored;
    if (!claimed.is_ours) return Storing::elsewhere;
    try {
        store_claimed(claimed);
    } catch (...) {
        try {
            catalog_.database().write(
                [&](sql::Connection& connection) { UploadRows(connection).end_storing(claimed.row.number); });
        } catch (const std::exception&) {
            // The lease ends by itself.
        }
        throw;
    }
    try {
        clear(claimed.row.number);
    } catch (const std::exception&) {
        // The value is stored; prune() removes the pieces when the upload has expired.
    }
    return Storing::stored;
}

void ResumableUploads::store_claimed(const Claim& claim) {
    const auto& upload = claim.row.upload;
    auto& database = catalog_.database();
    // Not by reading: a put may wait for a connection, or for its parts, for longer than the lease.
    const Recurring renewing(options_.lease / 3, [&] { renew(claim.row.number); });
    const auto source = std::make_shared<PieceSource>(database, claim.row.number, upload.length);
    auto staged = staging_.stage(upload.address.model, upload.address.field,
                                 {source, upload.file_name, upload.media_type, upload.container});
    const bool is_first = sql::writing(database, [&](sql::Connection& connection) {
        UploadRows rows(connection);
        if (rows.lock(upload.id).upload.is_stored) return false;
        auto address = upload.address;
        if (address.record == 0)
            address.record = options_.new_record(connection, upload);
        else
            touch_record(connection, address);
        staging_.attach(connection, address, staged);
        rows.set_stored(claim.row.number, address.record, now() + options_.life);
        return true;
    });
    if (is_first) Staging::committed(staged);
}

void ResumableUploads::renew(std::int64_t number) {
    catalog_.database().write([&](sql::Connection& connection) {
        UploadRows(connection).set_storing(number, now() + options_.lease, now() + options_.life);
    });
}

void ResumableUploads::clear(std::int64_t number) {
    bool is_clear = false;
    while (!is_clear)
        is_clear = sql::writing(catalog_.database(), [&](sql::Connection& connection) {
            return UploadRows(connection).delete_pieces(number, 0);
        });
}

void ResumableUploads::remove(std::string_view id) {
    auto& database = catalog_.database();
    const auto number = sql::writing(database, [&](sql::Connection& connection) -> std::int64_t {
        UploadRows rows(connection);
        const auto row = rows.find(id);
        if (!row) return 0;
        rows.give_up(row->number, now());
        return row->number;
    });
    if (number == 0) return;
    clear(number);
    database.write([&](sql::Connection& connection) { UploadRows(connection).remove(number); });
}

std::size_t ResumableUploads::prune(std::size_t transactions) {
    std::size_t gone = 0;
    bool more = true;
    for (; more && transactions > 0; --transactions) {
        bool is_gone = false;
        more = sql::writing(catalog_.database(), [&](sql::Connection& connection) {
            UploadRows rows(connection);
            is_gone = false;
            const auto expired = rows.lock_expired(now());
            if (!expired) return false;
            rows.give_up(*expired, now());
            is_gone = rows.delete_pieces(*expired, 0);
            if (is_gone) rows.remove(*expired);
            return true;
        });
        gone += is_gone ? 1 : 0;
    }
    return gone;
}

}  // namespace outfield::uploads
