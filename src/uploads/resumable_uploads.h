// Uploads that go on after a broken connection, after a restart, and at another server of the same catalog:
// until the value is whole, its bytes stand in the catalog's database, in pieces of up to 1 MiB.
#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <optional>
#include <string_view>

#include "catalog/catalog.h"
#include "uploads/appending.h"
#include "uploads/resumable_upload.h"

namespace outfield {
class Staging;
}

namespace outfield::uploads {

struct UploadOptions {
    std::chrono::seconds life = std::chrono::hours(24);  // without a byte
    // How long a server that brings a value to its store may give no sign of life before another one does it.
    std::chrono::seconds lease = std::chrono::seconds(30);
    // Makes the record of an upload that asks for a new one, inside the transaction in which the value
    // becomes its. Empty: there are no such uploads.
    std::function<RecordId(sql::Connection& connection, const NewUpload& upload)> new_record = {};
};

enum class Storing { stored, elsewhere };  // elsewhere: somebody else is at it now

// Thread-safe; memory is constant in the size of an upload.
class ResumableUploads {
  public:
    ResumableUploads(catalog::Catalog& catalog, Staging& staging, const UploadOptions& options = {})
        : catalog_(catalog), staging_(staging), options_(options) {}

    // Also removes a little of what has expired.
    ResumableUpload create(const NewUpload& upload);

    // One that has expired is found until it is removed.
    std::optional<ResumableUpload> find(std::string_view id);

    // Errors: see Appending.
    Appending append(std::string_view id, std::uint64_t offset, std::optional<Checksum> checksum = {});

    // Makes a whole upload the value of its field, once, however often and at however many servers this is
    // called: the value and the mark that it is stored are one transaction. When it throws, the bytes are
    // kept and it can be called again. Errors: conflict (it is not whole), not_found (no such upload,
    // record), and those of placement and stores.
    Storing store(std::string_view id);

    // Nothing happens without such an upload. A value that is stored stays.
    void remove(std::string_view id);

    // Removes what has expired, in transactions of up to 8 MiB, at most so many of them. Returns how many
    // uploads are gone.
    std::size_t prune(std::size_t transactions = SIZE_MAX);

  private:
    struct Claim;
    Claim claim(std::string_view id);
    void store_claimed(const Claim& claim);
    void renew(std::int64_t number);
    void clear(std::int64_t number);

    catalog::Catalog& catalog_;
    Staging& staging_;
    const UploadOptions options_;
};

}  // namespace outfield::uploads
