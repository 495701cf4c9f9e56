#include "stores/s3/put_streamed.h"

#include "base/hashing_source.h"
#include "stores/s3/stat.h"

namespace outfield::s3 {

namespace {

// The body of the request. A source that is longer than it said must be noticed before the server has the
// last byte of what it expects.
class ExactSource final : public ByteSource {
  public:
    ExactSource(HashingSource& inner, ByteSource& unhashed, std::uint64_t size)
        : inner_(inner), unhashed_(unhashed), size_(size) {}

    std::size_t read(std::span<std::byte> buffer) override {
        const auto got = inner_.read(buffer);
        if (got == 0 || inner_.count() > size_) check_announced_size(inner_, inner_.count());
        std::byte more{};
        if (inner_.count() == size_ && unhashed_.read({&more, 1}) != 0)
            check_announced_size(inner_, size_ + 1);
        return got;
    }
    std::optional<std::uint64_t> size() const override { return size_; }
    bool rewind() override { return inner_.rewind(); }

  private:
    HashingSource& inner_;
    ByteSource& unhashed_;
    const std::uint64_t size_;
};

}  // namespace

// On one thread: while it hashes, the network has what it was given before.
Stored put_streamed(Client& client, const ObjectAddress& address, ByteSource& source, std::uint64_t size,
                    const std::string& media_type) {
    HashingSource hashing(source);
    ExactSource body(hashing, source, size);
    client.send(put_object_streamed(address, body, size, media_type));
    const auto stored = hashing.finish();
    prove_size(client, address, stored.size);
    return stored;
}

}  // namespace outfield::s3
