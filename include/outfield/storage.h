// The contract of a store: the smallest file in the house, and it says everything.
//
// A Storage reaches one account or server. It holds containers (buckets, directories), and these hold objects
// under keys. Every verb is blocking and thread-safe: many threads use one Storage, which pools its own
// connections. Every verb throws Error; a refusal (403, 550) is ErrorKind::denied or unavailable and never
// "missing". Keys are 1 to 512 characters of A-Z a-z 0-9 - _ . / , without an empty, "." or ".." segment
// (`valid_key`); a key is never used twice, so no verb overwrites: what happens to an object that is already
// there is not promised. A store that keeps files may refuse a key of which another one is a folder ("a" and
// "a/b"), as ErrorKind::invalid, conflict or already_exists, without harm to either.
#pragma once

#include <outfield/bytes.h>
#include <outfield/stored.h>
#include <outfield/time.h>

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace outfield {

struct ObjectAddress {
    std::string container;
    std::string key;
};

struct ObjectInfo {
    std::string key;
    std::uint64_t size = 0;
    std::optional<Time> modified;
};

struct PutOptions {
    std::string media_type;  // kept where the store can; empty = unknown
};

struct ListPage {
    std::vector<ObjectInfo> objects;
    std::optional<std::string> next;  // cursor of the next page; nullopt = this was the last
};

struct ContainerInfo {
    std::string name;
    std::optional<Time> created;
};

enum class Unfinished { keep, remove };

// What a store is and what it cannot do. A weakness stands here, and the conformance suite reads it here.
struct Capabilities {
    std::string kind;              // "s3", "ftp", "directory", "database", "memory"
    bool proves_size = true;       // put itself compares the store's own word on the size
    bool lists_containers = true;  // containers() can work (the account may still be refused)
    bool reports_modified = true;  // ObjectInfo::modified is filled
    std::uint64_t max_object_size = UINT64_MAX;
};

class Presigner;
class ServerSideCopier;
class UnfinishedLister;
class VersionReader;

class Storage {
  public:
    virtual ~Storage() = default;

    virtual const Capabilities& capabilities() const noexcept = 0;

    // Stores all bytes of `source` under a key that was never used. Atomic: before it returns no reader sees
    // anything under the key, afterwards everything is there and durable as far as the store can promise.
    // When it throws, nothing stands under the key, except with ErrorKind::outcome_unknown: then everything
    // or nothing does. Pieces that a failed put could not clear away are found again by remove(...,
    // Unfinished::remove). Missing container: not_found. Source shorter or longer than its size(): conflict.
    virtual Stored put(const ObjectAddress& address, ByteSource& source, const PutOptions& options) = 0;

    // Delivers the bytes in order. Missing object or container: not_found, before anything is delivered.
    // Fewer bytes than the object has are an error, never a normal end. An offset at or past the end delivers
    // nothing.
    virtual void get(const ObjectAddress& address, ByteSink& sink, ByteRange range) = 0;
    void get(const ObjectAddress& address, ByteSink& sink) { get(address, sink, ByteRange{}); }

    // nullopt: proved absent. Missing container: not_found.
    virtual std::optional<ObjectInfo> stat(const ObjectAddress& address) = 0;

    // Idempotent: an object that is absent already is success. With Unfinished::remove also clears away
    // whatever an unfinished put under this key left in the store (multipart uploads, temporary files).
    // Missing
    // container: not_found, because what is out of sight (an unmounted disk) is not gone.
    virtual void remove(const ObjectAddress& address, Unfinished unfinished) = 0;
    void remove(const ObjectAddress& address) { remove(address, Unfinished::keep); }

    // Objects whose key starts with `prefix`, a page at a time, in no promised order; unfinished puts are no
    // objects. An object that is there during the whole walk is delivered exactly once. Missing container:
    // not_found.
    virtual ListPage list(const std::string& container, const std::string& prefix,
                          const std::optional<std::string>& cursor) = 0;

    // All containers that the account can see. May be refused (denied) where objects may still be used.
    virtual std::vector<ContainerInfo> containers() = 0;

    // Idempotent for the account's own container; one that belongs to somebody else: already_exists. A name
    // that the store forbids: invalid, and the message says which rule.
    virtual void create_container(const std::string& name) = 0;

    // Asked for, not thrown by: nullptr where the store has none. Owned by the storage.
    virtual Presigner* presigner() noexcept { return nullptr; }
    virtual ServerSideCopier* copier() noexcept { return nullptr; }
    virtual UnfinishedLister* unfinished_lister() noexcept { return nullptr; }
    virtual VersionReader* version_reader() noexcept { return nullptr; }
};

// What a presigned address is answered with, in place of what the store knows of the object; empty: as it is.
struct PresignOptions {
    std::string content_type, content_disposition;
};

// Makes addresses by which anyone may read one object for a while, without credentials.
class Presigner {
  public:
    virtual ~Presigner() = default;
    virtual std::string presign_get(const ObjectAddress& address, std::chrono::seconds valid_for,
                                    const PresignOptions& options) = 0;
    std::string presign_get(const ObjectAddress& address, std::chrono::seconds valid_for) {
        return presign_get(address, valid_for, PresignOptions{});
    }
};

// Copies inside one store without moving the bytes through this machine. Atomic like put. Source absent:
// not_found.
class ServerSideCopier {
  public:
    virtual ~ServerSideCopier() = default;
    virtual void copy(const ObjectAddress& from, const ObjectAddress& to) = 0;
};

// Shows what unfinished puts have left behind: multipart uploads, temporary files. Each under the key of the
// object that it was to become, so that remove(..., Unfinished::remove) clears it; a key may come more than
// once.
class UnfinishedLister {
  public:
    virtual ~UnfinishedLister() = default;
    // As Storage::list. ObjectInfo::size is that of the pieces where the store tells it, `modified` when the
    // put began or was last heard of.
    virtual ListPage list_unfinished(const std::string& container, const std::string& prefix,
                                     const std::optional<std::string>& cursor) = 0;
};

struct ObjectVersion {
    std::string id;  // the store's own name for it
    std::uint64_t size = 0;
    std::optional<Time> modified;
};

// Reads what a store keeps of an object's past: what was overwritten or removed since. Changes nothing.
class VersionReader {
  public:
    virtual ~VersionReader() = default;
    // Those that have bytes, the object that stands among them, the newest first, at most `most`. Empty where
    // nothing of it is kept. Missing container: not_found.
    virtual std::vector<ObjectVersion> versions(const ObjectAddress& address, std::size_t most) = 0;
    // As Storage::get. A version that is gone: not_found.
    virtual void get_version(const ObjectAddress& address, const std::string& version, ByteSink& sink,
                             ByteRange range) = 0;
};

// The rule on keys above. Every store refuses other keys with ErrorKind::invalid.
bool valid_key(std::string_view key) noexcept;

}  // namespace outfield
