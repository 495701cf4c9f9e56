#include "server/digest_source.h"

#include <outfield/error.h>

namespace outfield::server {
namespace {

class DigestSource final : public ByteSource {
  public:
    DigestSource(std::shared_ptr<ByteSource> inner, const Sha256& expected)
        : inner_(std::move(inner)), expected_(expected) {}

    std::size_t read(std::span<std::byte> buffer) override {
        const auto count = inner_->read(buffer);
        hasher_.update(buffer.first(count));
        read_ += count;
        // A reader that knows the size need not come for the end.
        if ((count == 0 || read_ == inner_->size()) && !checked_) check();
        return count;
    }
    std::optional<std::uint64_t> size() const override { return inner_->size(); }
    bool rewind() override {
        hasher_ = Sha256Hasher();
        read_ = 0;
        checked_ = false;
        return inner_->rewind();
    }

  private:
    void check() {
        if (hasher_.finish() != expected_)
            throw Error(ErrorKind::invalid,
                        "the bytes do not have the SHA-256 that the request's digest names: "
                        "nothing was stored; send them again");
        checked_ = true;
    }

    std::shared_ptr<ByteSource> inner_;
    const Sha256 expected_;
    Sha256Hasher hasher_;
    std::uint64_t read_ = 0;
    bool checked_ = false;
};

}  // namespace

std::shared_ptr<ByteSource> digest_checked(std::shared_ptr<ByteSource> inner, const Sha256& expected) {
    return std::make_shared<DigestSource>(std::move(inner), expected);
}

}  // namespace outfield::server
