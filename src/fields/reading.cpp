#include "fields/reading.h"

#include <fmt/format.h>
#include <outfield/error.h>

#include <algorithm>

namespace outfield {
namespace {

class HashingSink final : public ByteSink {
  public:
    explicit HashingSink(ByteSink& inner) : inner_(inner) {}
    void write(Bytes bytes) override {
        inner_.write(bytes);
        hasher.update(bytes);
        count += bytes.size();
    }
    Sha256Hasher hasher;
    std::uint64_t count = 0;

  private:
    ByteSink& inner_;
};

std::string place(const Attachment& attachment) {
    return fmt::format("{}/{}/{}", attachment.configuration, attachment.container, attachment.key);
}

std::uint64_t length_within(const Attachment& attachment, ByteRange range) {
    const auto rest = attachment.size - std::min(range.offset, attachment.size);
    return std::min(rest, range.length.value_or(rest));
}

}  // namespace

void read_verified(Storage& storage, const Attachment& attachment, ByteSink& sink, ByteRange range) {
    const auto wanted = length_within(attachment, range);
    const bool whole = wanted == attachment.size;
    HashingSink hashing(sink);
    try {
        storage.get({attachment.container, attachment.key}, hashing,
                    whole ? ByteRange{} : ByteRange{range.offset, wanted});
    } catch (const Error& error) {
        if (error.kind() != ErrorKind::not_found) throw;
        throw Error(ErrorKind::corrupt,
                    fmt::format("the store has no object {} although the catalog names it: {}",
                                place(attachment), error.what()));
    }
    if (hashing.count != wanted)
        throw Error(ErrorKind::corrupt, fmt::format("{} gave {} bytes where the catalog names {}",
                                                    place(attachment), hashing.count, wanted));
    if (whole && hashing.hasher.finish() != attachment.sha256)
        throw Error(
            ErrorKind::corrupt,
            fmt::format("the bytes of {} are not those that were stored: their SHA-256 is another one",
                        place(attachment)));
}

}  // namespace outfield
