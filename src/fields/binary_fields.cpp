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
    check(address);
    const Handling handling(address.model, address.record, address.field);
    std::optional<catalog::AttachmentRow> value;
    const auto container = sql::reading(catalog_.database(), [&](sql::Connection& connection) {
        value = catalog::Attachments(connection).find_row(address);
        if (!value) throw Error(ErrorKind::not_found, fmt::format("{} has no value", words(address)));
        return catalog::Containers(connection).get(value->container);
    });
    read_verified(*connections_.of(container), value->attachment, sink, range);
}

// Where a value stands.
struct BinaryFields::Home {
    catalog::Container container;
    std::shared_ptr<Storage> storage;
};

BinaryFields::Home BinaryFields::home_of(const Attachment& attachment) const {
    auto container = sql::reading(catalog_.database(), [&](sql::Connection& connection) {
        const auto blob = catalog::Blobs(connection).find(attachment.blob);
        if (!blob)
            throw Error(ErrorKind::not_found,
                        fmt::format("blob {} is not in the catalog any more", attachment.blob));
        return catalog::Containers(connection).get(blob->container);
    });
    auto storage = connections_.of(container);
    return {std::move(container), std::move(storage)};
}

void BinaryFields::read(const Attachment& attachment, ByteSink& sink, ByteRange range) const {
    read_verified(*home_of(attachment).storage, attachment, sink, range);
}

void BinaryFields::read_on(const Attachment& attachment, ByteSink& sink, ReadProgress& progress) const {
    read_on_verified(*home_of(attachment).storage, attachment, sink, progress);
}

std::optional<std::string> BinaryFields::presigned_url(const Attachment& attachment,
                                                       std::chrono::seconds valid_for,
                                                       const PresignOptions& options) const {
    const auto home = home_of(attachment);
    auto* presigner = home.container.presigned ? home.storage->presigner() : nullptr;
    if (presigner == nullptr || !attachment.damage.empty()) return std::nullopt;
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
