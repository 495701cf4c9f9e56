// The values of binary fields, as streams. A committed value has its whole bytes: what is read is compared
// with the size and the SHA-256 in the catalog, and a difference is an error, never a normal end.
#pragma once

#include <outfield/registry.h>
#include <outfield/storage.h>
#include <outfield/value.h>

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>

namespace outfield {

namespace catalog {
class Catalog;
}
class Connections;
class Staging;

// How far a whole value was read, and its hash so far.
struct ReadProgress {
    std::uint64_t count = 0;  // bytes that the sink was given
    Sha256Hasher hasher = {};
};

// Thread-safe; memory is constant in the size of a value. Errors: not_found (model, field, record or value,
// also one that was collected since), invalid (no binary field; no container: see Placement), corrupt (the
// store has other bytes than the catalog names, or none), conflict, and those of the stores.
class BinaryFields {
  public:
    BinaryFields(catalog::Catalog& catalog, const Registry& registry, Connections& connections,
                 Staging& staging)
        : catalog_(catalog), registry_(registry), connections_(connections), staging_(staging) {}

    // Puts the bytes into the container that the placement names, then makes them the value in one
    // transaction; the value before is condemned. With `expected` (the blob of an Attachment seen before, 0
    // for none) a value that changed meanwhile is a conflict and stays.
    Attachment write(const FieldAddress& address, const Upload& upload,
                     std::optional<std::int64_t> expected = {});

    // nullopt: no value. Asks the catalog alone.
    std::optional<Attachment> describe(const FieldAddress& address) const;

    // Delivers the bytes, in order. A range is clipped to the value; only a whole read can be compared with
    // the hash.
    void read(const FieldAddress& address, ByteSink& sink, ByteRange range = {}) const;
    void read(const Attachment& attachment, ByteSink& sink, ByteRange range = {}) const;

    // A whole value in several goes: when the sink throws, a later call with the same progress goes on behind
    // the bytes that the sink was given, and the end is compared with the hash of all of them.
    void read_on(const Attachment& attachment, ByteSink& sink, ReadProgress& progress) const;

    // An address by which anyone may read the value for a while, where its container allows that and its
    // store makes such addresses; else nullopt.
    std::optional<std::string> presigned_url(const Attachment& attachment, std::chrono::seconds valid_for,
                                             const PresignOptions& options) const;

    // The value is condemned and the field is empty. Without a value: nothing happens. Refused for a required
    // field. `expected` as in write().
    void clear(const FieldAddress& address, std::optional<std::int64_t> expected = {});

    // Makes a value of the trash the field's value again. conflict: the field has another one, unless
    // `replace`, and then that one goes to the trash; or the collector was quicker.
    void put_back(const FieldAddress& address, std::int64_t blob, std::string_view file_name, bool replace);

  private:
    const Field& check(const FieldAddress& address) const;
    Attachment attach(const FieldAddress& address, class Staged& staged,
                      std::optional<std::int64_t> expected);

    catalog::Catalog& catalog_;
    const Registry& registry_;
    Connections& connections_;
    Staging& staging_;
};

}  // namespace outfield
