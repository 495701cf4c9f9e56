#include "fields/reading.h"

#include <fmt/format.h>
#include <outfield/error.h>

#include <algorithm>

namespace outfield {
namespace {

class HashingSink final : public ByteSink {
  public:
    HashingSink(ByteSink& inner, std::uint64_t wanted, const Attachment& attachment)
        : inner_(inner), wanted_(wanted), attachment_(attachment) {}
    void write(Bytes bytes) override {
        if (bytes.size() > wanted_ - count) refuse_more();
        inner_.write(bytes);
        hasher.update(bytes);
        count += bytes.size();
    }
    Sha256Hasher hasher;
    std::uint64_t count = 0;

  private:
    [[noreturn]] void refuse_more() const;

    ByteSink& inner_;
    std::uint64_t wanted_;
    const Attachment& attachment_;
};

std::string place(const Attachment& attachment) {
    return fmt::format("{}/{}/{}", attachment.configuration, attachment.container, attachment.key);
}

// At once, and not at the end: a server that never stops would fill the disk.
void HashingSink::refuse_more() const {
    throw Error(ErrorKind::corrupt, fmt::format("{} gives more than the {} bytes that the catalog names",
                                                place(attachment_), wanted_));
}

std::uint64_t length_within(const Attachment& attachment, ByteRange range) {
    const auto rest = attachment.size - std::min(range.offset, attachment.size);
    return std::min(rest, range.length.value_or(rest));
}

}  // namespace

void read_verified(Storage& storage, const Attachment& attachment, ByteSink& sink, ByteRange range) {
    if (!attachment.damage.empty())
        throw Error(ErrorKind::corrupt,
                    fmt::format("{} is known to be damaged: {}", place(attachment), attachment.damage));
    const auto wanted = length_within(attachment, range);
    const bool whole = wanted == attachment.size;
    HashingSink hashing(sink, wanted, attachment);
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
