#include "fields/reading.h"

#include <fmt/format.h>
#include <outfield/error.h>

#include <algorithm>

namespace outfield {
namespace {

// Hashes where there is something to compare the hash with.
class CountingSink final : public ByteSink {
  public:
    CountingSink(ByteSink& inner, std::uint64_t wanted, const Attachment& attachment, ReadProgress& progress,
                 bool hashes)
        : inner_(inner), wanted_(wanted), attachment_(attachment), progress_(progress), hashes_(hashes) {}
    void write(Bytes bytes) override {
        if (bytes.size() > wanted_ - progress_.count) refuse_more();
        if (hashes_) progress_.hasher.update(bytes);
        progress_.count += bytes.size();
        inner_.write(bytes);
    }

  private:
    [[noreturn]] void refuse_more() const;

    ByteSink& inner_;
    std::uint64_t wanted_;
    const Attachment& attachment_;
    ReadProgress& progress_;
    bool hashes_;
};

std::string place(const Attachment& attachment) {
    return fmt::format("{}/{}/{}", attachment.configuration, attachment.container, attachment.key);
}

// At once, and not at the end: a server that never stops would fill the disk.
void CountingSink::refuse_more() const {
    throw Error(ErrorKind::corrupt, fmt::format("{} gives more than the {} bytes that the catalog names",
                                                place(attachment_), wanted_));
}

std::uint64_t length_within(const Attachment& attachment, ByteRange range) {
    const auto rest = attachment.size - std::min(range.offset, attachment.size);
    return std::min(rest, range.length.value_or(rest));
}

void refuse_damaged(const Attachment& attachment) {
    if (attachment.damage.empty()) return;
    throw Error(ErrorKind::corrupt,
                fmt::format("{} is known to be damaged: {}", place(attachment), attachment.damage));
}

void get(Storage& storage, const Attachment& attachment, ByteSink& sink, ByteRange range) {
    try {
        storage.get({attachment.container, attachment.key}, sink, range);
    } catch (const Error& error) {
        if (error.kind() != ErrorKind::not_found) throw;
        throw Error(ErrorKind::corrupt,
                    fmt::format("the store has no object {} although the catalog names it: {}",
                                place(attachment), error.what()));
    }
}

void refuse_fewer(const Attachment& attachment, std::uint64_t count, std::uint64_t wanted) {
    if (count == wanted) return;
    throw Error(ErrorKind::corrupt,
                fmt::format("{} gave {} bytes where the catalog names {}", place(attachment), count, wanted));
}

}  // namespace

void read_verified(Storage& storage, const Attachment& attachment, ByteSink& sink, ByteRange range) {
    ReadProgress progress;
    const auto wanted = length_within(attachment, range);
    if (wanted == attachment.size) return read_on_verified(storage, attachment, sink, progress);
    refuse_damaged(attachment);
    CountingSink counting(sink, wanted, attachment, progress, false);
    get(storage, attachment, counting, {range.offset, wanted});
    refuse_fewer(attachment, progress.count, wanted);
}

void read_on_verified(Storage& storage, const Attachment& attachment, ByteSink& sink,
                      ReadProgress& progress) {
    refuse_damaged(attachment);
    CountingSink counting(sink, attachment.size, attachment, progress, true);
    if (progress.count == 0 || progress.count < attachment.size)
        get(storage, attachment, counting,
            progress.count == 0 ? ByteRange{} : ByteRange{progress.count, attachment.size - progress.count});
    refuse_fewer(attachment, progress.count, attachment.size);
    if (progress.hasher.finish() != attachment.sha256)
        throw Error(
            ErrorKind::corrupt,
            fmt::format("the bytes of {} are not those that were stored: their SHA-256 is another one",
                        place(attachment)));
}

}  // namespace outfield
