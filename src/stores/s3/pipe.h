// A bounded queue of bytes between two threads, so that one hashes or writes while the other talks to the
// network. One thread writes, one reads; either may leave first.
#pragma once

#include <outfield/bytes.h>

#include <condition_variable>
#include <exception>
#include <mutex>
#include <vector>

namespace outfield::s3 {

class Pipe {
  public:
    Pipe(std::size_t buffers, std::size_t buffer_size);

    // The writer: waits for an empty buffer; an empty span when the reader has left. push() hands over its
    // front.
    std::span<std::byte> buffer();
    void push(std::size_t filled);
    bool write(Bytes bytes);              // copies; false when the reader has left
    void close();                         // the end of the bytes
    void fail(std::exception_ptr error);  // the reader gets it after the bytes before it

    // The reader: waits for bytes; an empty span at the end. pop() gives the buffer back.
    Bytes front();
    void pop();
    void leave();

  private:
    struct Buffer {
        std::vector<std::byte> bytes;
        std::size_t filled = 0;
    };
    std::mutex mutex_;
    std::condition_variable changed_;
    std::vector<Buffer> ring_;
    std::size_t first_ = 0;
    std::size_t full_ = 0;
    bool closed_ = false;
    bool left_ = false;
    std::exception_ptr error_;
};

// The writing end as a sink: it gathers small writes, because waking the other thread costs more than they
// do.
class PipeSink final : public ByteSink {
  public:
    explicit PipeSink(Pipe& pipe) : pipe_(pipe) {}
    void write(Bytes bytes) override;  // drops the bytes when the reader has left
    void close();                      // hands over what is gathered, and the end

  private:
    Pipe& pipe_;
    std::span<std::byte> room_;
    std::size_t filled_ = 0;
};

// The reading end as a source.
class PipeSource final : public ByteSource {
  public:
    explicit PipeSource(Pipe& pipe) : pipe_(pipe) {}
    std::size_t read(std::span<std::byte> buffer) override;

  private:
    Pipe& pipe_;
    std::size_t taken_ = 0;  // of the pipe's front
};

}  // namespace outfield::s3
