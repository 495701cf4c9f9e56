#include "stores/s3/put_streamed.h"

#include <algorithm>
#include <exception>
#include <thread>

#include "base/hashing_source.h"
#include "stores/s3/pipe.h"

namespace outfield::s3 {

namespace {

constexpr std::size_t pipe_buffers = 6;
constexpr std::size_t pipe_buffer_size = 512U << 10U;

// The request under way on a thread of its own, fed through a pipe. Joined when it goes.
class Sending {
  public:
    Sending(Client& client, const ObjectAddress& address, std::uint64_t size, const std::string& media_type)
        : thread_([this, &client, address, size, media_type] {
              try {
                  PipeSource body(pipe_);
                  client.send(put_object(address, {.stream = &body, .stream_size = size},
                                         std::string(unsigned_payload), media_type));
              } catch (...) {
                  failure_ = std::current_exception();
              }
              pipe_.leave();
          }) {}

    Pipe& pipe() { return pipe_; }

    // Throws what the request threw.
    void finish() {
        thread_.join();
        if (failure_) std::rethrow_exception(failure_);
    }

  private:
    Pipe pipe_{pipe_buffers, pipe_buffer_size};
    std::exception_ptr failure_;
    std::jthread thread_;
};

// A source that is longer than it said is noticed before the last of its bytes is handed over.
void feed(Pipe& pipe, ByteSource& source, HashingSource& hashing, std::uint64_t size) {
    while (hashing.count() < size) {
        const auto buffer = pipe.buffer();
        if (buffer.empty()) return;  // the request has ended already
        const auto room = std::min<std::uint64_t>(buffer.size(), size - hashing.count());
        const auto got = hashing.read(buffer.first(static_cast<std::size_t>(room)));
        if (got == 0) check_announced_size(source, hashing.count());
        std::byte more{};
        if (hashing.count() == size && source.read({&more, 1}) != 0) check_announced_size(source, size + 1);
        pipe.push(got);
    }
    pipe.close();
}

}  // namespace

Stored put_streamed(Client& client, const ObjectAddress& address, ByteSource& source, std::uint64_t size,
                    const std::string& media_type) {
    HashingSource hashing(source);
    Sending sending(client, address, size, media_type);
    try {
        feed(sending.pipe(), source, hashing, size);
    } catch (...) {
        sending.pipe().fail(std::current_exception());
        throw;
    }
    sending.finish();
    return hashing.finish();
}

}  // namespace outfield::s3
