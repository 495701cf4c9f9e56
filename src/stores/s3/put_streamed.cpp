#include "stores/s3/put_streamed.h"

#include <exception>
#include <thread>

#include "base/hashing_source.h"
#include "stores/s3/pipe.h"
#include "stores/s3/stat.h"

namespace outfield::s3 {

static constexpr std::size_t pipe_buffers = 8;
static constexpr std::size_t pipe_buffer_size = 256U << 10U;

// A source that is longer than it said must be noticed before the server has the last byte of what it
// expects.
static void check_end(ByteSource& source, std::uint64_t got) {
    std::byte more{};
    if (source.read({&more, 1}) != 0) check_announced_size(source, got + 1);
}

static void pump(HashingSource& source, std::uint64_t size, Pipe& pipe) {
    while (source.count() < size) {
        const auto room = pipe.buffer();
        if (room.empty()) return;  // the request has ended before its body; it knows why
        const auto got = source.read(room);
        if (got == 0 || source.count() > size) check_announced_size(source, source.count());
        if (source.count() == size) check_end(source, size);
        pipe.push(got);
    }
    pipe.close();
}

Stored put_streamed(Client& client, const ObjectAddress& address, ByteSource& source, std::uint64_t size,
                    const std::string& media_type) {
    Pipe pipe(pipe_buffers, pipe_buffer_size);
    HashingSource hashing(source);
    std::exception_ptr failure;
    std::jthread network([&] {
        try {
            PipeSource body(pipe);
            client.send(put_object_streamed(address, body, size, media_type));
        } catch (...) {
            failure = std::current_exception();
        }
        pipe.leave();
    });
    try {
        pump(hashing, size, pipe);
    } catch (...) {
        pipe.fail(std::current_exception());  // comes back by way of the request that it ends
    }
    network.join();
    if (failure) std::rethrow_exception(failure);
    const auto stored = hashing.finish();
    prove_size(client, address, stored.size);
    return stored;
}

}  // namespace outfield::s3
