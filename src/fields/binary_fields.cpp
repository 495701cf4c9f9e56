#include <fmt/format.h>
#include <outfield/binary_fields.h>
#include <outfield/error.h>

#include "base/acting.h"
#include "base/crash_point.h"
#include "catalog/attachments.h"
#include "catalog/blobs.h"
#include "catalog/containers.h"
#include "catalog/trash.h"
#include "catalog/witness.h"
#include "connections/connections.h"
#include "fields/reading.h"
#include "fields/record_row.h"
#include "fields/staging.h"

namespace outfield {
namespace {

std::string words(const FieldAddress& address) {
    return fmt::format("{},{} field '{}'", address.model, address.record, address.field);
}

void check_expected(sql::Connection& connection, const FieldAddress& address, std::int64_t expected) {
    const auto current = catalog::Attachments(connection).find(address);
    if ((current ? current->blob : 0) != expected)
        throw Error(ErrorKind::conflict, fmt::format("the value of {} changed meanwhile", words(address)));
}

catalog::Blob named_blob(sql::Connection& connection, std::int64_t id) {
    auto blob = catalog::Blobs(connection).find(id);
    if (!blob || blob->state == catalog::Blob::State::doomed)
        throw Error(ErrorKind::not_found, fmt::format("blob {} is not in the catalog any more", id));
    return *std::move(blob);
}

// A value's place never changes, so the catalog is not asked for it again; only whether it still names the
// value, when the bytes are not what they should be.
template <typename Read>
void checked(catalog::Catalog& catalog, const Attachment& attachment, Read read) {
    try {
        read();
    } catch (const Error& error) {
        if (error.kind() == ErrorKind::corrupt)
            catalog.database().read([&](sql::Connection& c) { named_blob(c, attachment.blob); });
        throw;
    }
}

}  // namespace

const Field& BinaryFields::check(const FieldAddress& address) const {
    const auto& field = registry_.field(address.model, address.field);
    if (field.type != FieldType::binary)
        throw Error(ErrorKind::invalid,
                    fmt::format("field '{}' of model '{}' is a {} field, not a binary one", address.field,
                                address.model, to_string(field.type)));
    return field;
}

Attachment BinaryFields::write(const FieldAddress& address, const Upload& upload,
                               std::optional<std::int64_t> expected) {
    check(address);
    const Handling handling(address.model, address.record, address.field);
    auto staged = staging_.stage(address.model, address.field, upload);
    return attach(address, staged, expected);
}

Attachment BinaryFields::attach(const FieldAddress& address, Staged& staged,
                                std::optional<std::int64_t> expected) {
    auto attachment = sql::writing(catalog_.database(), [&](sql::Connection& connection) {
        touch_record(connection, address);
        if (expected) check_expected(connection, address, *expected);
        staging_.attach(connection, address, staged);
        return *catalog::Attachments(connection).find(address);
    });
    Staging::committed(staged);
    return attachment;
}

std::optional<Attachment> BinaryFields::describe(const FieldAddress& address) const {
    check(address);
    return sql::reading(catalog_.database(),
                        [&](sql::Connection& c) { return catalog::Attachments(c).find(address); });
}

void BinaryFields::read(const FieldAddress& address, ByteSink& sink, ByteRange range) const {
    const Handling handling(address.model, address.record, address.field);
    const auto attachment = describe(address);
    if (!attachment) throw Error(ErrorKind::not_found, fmt::format("{} has no value", words(address)));
    read(*attachment, sink, range);
}

void BinaryFields::read(const Attachment& attachment, ByteSink& sink, ByteRange range) const {
    checked(catalog_, attachment,
            [&] { read_verified(*connections_.of(attachment), attachment, sink, range); });
}

void BinaryFields::read_on(const Attachment& attachment, ByteSink& sink, ReadProgress& progress) const {
    checked(catalog_, attachment,
            [&] { read_on_verified(*connections_.of(attachment), attachment, sink, progress); });
}

std::optional<std::string> BinaryFields::presigned_url(const Attachment& attachment,
                                                       std::chrono::seconds valid_for,
                                                       const PresignOptions& options) const {
    const auto storage = connections_.of(attachment);
    auto* presigner = storage->presigner();
    if (presigner == nullptr || !attachment.damage.empty()) return std::nullopt;
    const auto container = sql::reading(catalog_.database(), [&](sql::Connection& connection) {
        return catalog::Containers(connection).get(named_blob(connection, attachment.blob).container);
    });
    if (!container.presigned) return std::nullopt;
    return presigner->presign_get({attachment.container, attachment.key}, valid_for, options);
}

void BinaryFields::put_back(const FieldAddress& address, std::int64_t blob, std::string_view file_name,
                            bool replace) {
    check(address);
    catalog_.database().write([&](sql::Connection& connection) {
        touch_record(connection, address);
        catalog::Attachments attachments(connection);
        if (!replace && attachments.find(address))
            throw Error(ErrorKind::conflict,
                        fmt::format("{} has another value by now: replace it, or put this one elsewhere",
                                    words(address)));
        catalog::Trash trash(connection);
        trash.take_out(blob);
        const auto before = attachments.set(address, blob, file_name);
        if (before) trash.add(*before, catalog::Trashed::Reason::replaced);
        crash_point("restoring");
    });
    crash_point("restored");
}

void BinaryFields::clear(const FieldAddress& address, std::optional<std::int64_t> expected) {
    if (check(address).required)
        throw Error(ErrorKind::invalid,
                    fmt::format("{} is required: write another value or delete the record", words(address)));
    const catalog::Telling tell;
    catalog_.database().write([&](sql::Connection& connection) {
        touch_record(connection, address);
        if (expected) check_expected(connection, address, *expected);
        const auto before = catalog::Attachments(connection).clear(address);
        if (before) {
            catalog::Trash(connection).add(*before, catalog::Trashed::Reason::cleared);
            tell(connection, {"file.delete", address.model, address.record, address.field});
        }
        crash_point("clearing");
    });
    crash_point("cleared");
}

}  // namespace outfield
