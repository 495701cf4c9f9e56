#include "fields/staging.h"

#include <fmt/format.h>
#include <outfield/error.h>

#include <algorithm>
#include <utility>

#include "base/acting.h"
#include "base/crash_point.h"
#include "base/hashing_source.h"
#include "base/media_type.h"
#include "base/text.h"
#include "catalog/attachments.h"
#include "catalog/blobs.h"
#include "catalog/trash.h"
#include "fields/key.h"
#include "fields/upload_source.h"
#include "stores/database/chunks.h"

namespace outfield {

static constexpr std::size_t longest_file_name = 255;  // code points

Staged::Staged(catalog::Catalog& catalog, std::string container_name, std::string key, std::string file_name)
    : catalog_(&catalog),
      container_name_(std::move(container_name)),
      key_(std::move(key)),
      file_name_(std::move(file_name)) {}

Staged::Staged(Staged&& other) noexcept
    : catalog_(std::exchange(other.catalog_, nullptr)),
      container_name_(std::move(other.container_name_)),
      key_(std::move(other.key_)),
      file_name_(std::move(other.file_name_)),
      media_type_(std::move(other.media_type_)),
      stored_(other.stored_),
      reservation_(other.reservation_),
      bytes_(std::move(other.bytes_)),
      storage_(std::move(other.storage_)) {}

Staged::~Staged() {
    if (catalog_ == nullptr || reservation_ == 0) return;
    try {
        const bool ours = sql::writing(catalog_->database(), [&](sql::Connection& connection) {
            return catalog::Blobs(connection).release(reservation_);
        });
        if (!ours && storage_) storage_->remove({container_name_, key_}, Unfinished::remove);
    } catch (const std::exception&) {
        // The lease ends by itself; `collect` comes later then, and nothing is lost.
    }
}

void Staging::committed(Staged& staged) noexcept {
    crash_point("attached");
    staged.catalog_ = nullptr;
}

static std::string checked_file_name(const Upload& upload) {
    if (!upload.source) throw Error(ErrorKind::invalid, "an upload without a source of bytes");
    if (!valid_utf8(upload.file_name) || upload.file_name.find('\0') != std::string::npos)
        throw Error(ErrorKind::invalid,
                    fmt::format("the file name {} is not valid UTF-8 text", in_quotes(upload.file_name)));
    const auto points = std::count_if(upload.file_name.begin(), upload.file_name.end(), [](char c) {
        return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;
    });
    if (static_cast<std::size_t>(points) > longest_file_name)
        throw Error(ErrorKind::invalid,
                    fmt::format("the file name {} has {} characters; at most {} are kept",
                                in_quotes(upload.file_name, 40), points, longest_file_name));
    return upload.file_name;
}

// Empty: to be found out from the bytes.
static std::string announced_media_type(const Upload& upload) {
    return upload.media_type.empty() ? media_type_of_name(upload.file_name) : upload.media_type;
}

// So small that it waits in memory and goes into the database with its row.
static bool is_small(const Upload& upload) {
    const auto size = upload.source ? upload.source->size() : std::nullopt;
    return size && *size <= database::small_value;
}

static std::vector<Reservation> reservations_in(sql::Connection& connection,
                                                const catalog::Container& container, std::size_t count,
                                                std::chrono::seconds lease) {
    std::vector<std::string> keys;
    while (keys.size() < count) keys.push_back(fresh_key(container.key_prefix));
    const auto ids = catalog::Blobs(connection).reserve(container.id, keys, lease);
    std::vector<Reservation> reservations;
    for (std::size_t i = 0; i < count; ++i) reservations.push_back({ids[i], container, std::move(keys[i])});
    return reservations;
}

Staged Staging::stage(std::string_view model, std::string_view field, const Upload& upload) {
    const auto* outer = Handling::current();
    const Handling handling(model, outer && outer->model == model ? outer->record : 0, field);
    if (upload.container != 0)
        return stage_into(
            sql::reading(catalog_.database(),
                         [&](sql::Connection& c) { return catalog::Containers(c).get(upload.container); }),
            upload);
    if (placement_.names_no_store(model, field) && is_small(upload)) return take_small(upload);
    checked_file_name(upload);  // before anything is reserved
    return put(reserve(model, field, 1).front(), upload);
}

Staged Staging::stage_into(const catalog::Container& container, const Upload& upload) {
    if (container.kind == "database" && is_small(upload)) return take_small(upload);
    checked_file_name(upload);
    const auto reservations = sql::writing(
        catalog_.database(), [&](sql::Connection& c) { return reservations_in(c, container, 1, lease_); });
    return put(reservations.front(), upload);
}

// Placed in the same transaction, because the connection that writes has the configuration's pages in its
// cache.
std::vector<Reservation> Staging::reserve(std::string_view model, std::string_view field, std::size_t count) {
    return sql::writing(catalog_.database(), [&](sql::Connection& c) {
        return reservations_in(c, placement_.place(c, model, field), count, lease_);
    });
}

void Staging::give_back(std::span<const Reservation> unused) {
    if (unused.empty()) return;
    catalog_.database().write([&](sql::Connection& c) {
        for (const auto& reservation : unused) catalog::Blobs(c).drop_unused(reservation.id);
    });
}

Staged Staging::take_small(const Upload& upload) {
    Staged staged(catalog_, "", "", checked_file_name(upload));
    std::string bytes(*upload.source->size() + 1,
                      '\0');  // one more, to notice a source that is longer than it said
    std::size_t filled = 0;
    while (filled < bytes.size()) {
        const auto count = upload.source->read(std::as_writable_bytes(std::span(bytes)).subspan(filled));
        if (count == 0) break;
        filled += count;
    }
    check_announced_size(*upload.source, filled);
    bytes.resize(filled);
    staged.stored_ = {filled, sha256_of(bytes)};
    staged.media_type_ = announced_media_type(upload);
    if (staged.media_type_.empty())
        staged.media_type_ =
            media_type_of_bytes(std::as_bytes(std::span(bytes)).first(std::min(filled, media_type_head)));
    staged.bytes_ = std::move(bytes);
    return staged;
}

Staged Staging::put(const Reservation& reservation, const Upload& upload) {
    const auto& container = reservation.container;
    Staged staged(catalog_, container.name, reservation.key, "");
    staged.reservation_ = reservation.id;
    staged.file_name_ = checked_file_name(upload);
    const auto storage = connections_.of(container);
    staged.storage_ = storage;
    crash_point("reserved");
    auto& database = catalog_.database();
    UploadSource source(*upload.source, sign_of_life(), [&] {
        database.write([&](sql::Connection& c) { catalog::Blobs(c).renew(reservation.id, lease_); });
    });
    staged.media_type_ = announced_media_type(upload);
    if (staged.media_type_.empty()) staged.media_type_ = media_type_of_bytes(source.head());
    try {
        staged.stored_ = storage->put({container.name, staged.key_}, source, {staged.media_type_});
    } catch (const Fence::NothingSent&) {
        give_back({&reservation, 1});  // `collect` could not go there either
        staged.catalog_ = nullptr;
        throw;
    }
    crash_point("put");
    return staged;
}

void Staging::renew(std::span<const Staged* const> waiting) {
    catalog_.database().write([&](sql::Connection& connection) {
        for (const auto* staged : waiting)
            if (staged->reservation_ != 0) catalog::Blobs(connection).renew(staged->reservation_, lease_);
    });
}

std::int64_t Staging::attach(sql::Connection& connection, const FieldAddress& address, Staged& staged) {
    catalog::Blobs blobs(connection);
    auto blob = staged.reservation_;
    if (staged.bytes_) {
        const auto container = catalog::Containers(connection).of_database();
        const auto key = fresh_key(container.key_prefix);
        database::write_object(connection, {container.name, key}, std::as_bytes(std::span(*staged.bytes_)));
        blob = blobs.add_live(container.id, key, staged.stored_, staged.media_type_);
    } else {
        blobs.make_live(blob, staged.stored_, staged.media_type_);
    }
    const auto before = catalog::Attachments(connection).set(address, blob, staged.file_name_);
    if (before) catalog::Trash(connection).add(*before, catalog::Trashed::Reason::replaced);
    crash_point("attaching");
    return blob;
}

}  // namespace outfield
