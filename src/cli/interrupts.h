// Ctrl-C and SIGTERM while bytes move: the first asks the transfers to end cleanly and gives them three
// seconds, the second ends at once. What either leaves in a store is named by a row, and `collect` removes
// it.
#pragma once

#include <outfield/bytes.h>

#include <atomic>
#include <exception>
#include <memory>

namespace outfield::cli {

// Thrown out of a transfer once the user has asked to stop. Not an Error: nothing failed, nothing retries.
struct Interrupted : std::exception {
    const char* what() const noexcept override { return "interrupted"; }
};

// While one lives, the first SIGINT or SIGTERM sets the flag instead of ending the program. The program ends
// with exit_interrupted where the watch still lives three seconds later.
class InterruptWatch {
  public:
    InterruptWatch();
    ~InterruptWatch();
    InterruptWatch(const InterruptWatch&) = delete;
    InterruptWatch& operator=(const InterruptWatch&) = delete;

    static const std::atomic<bool>& flag() noexcept;
    static void check();  // throws Interrupted
};

// Whose end a stream's end may be: one of another program may be cut off by the Ctrl-C that asks this one to
// stop, and then its end is no end.
enum class Ends { by_itself, by_others };

// Streams that end with Interrupted.
std::unique_ptr<ByteSource> interruptible(std::unique_ptr<ByteSource> source, Ends ends = Ends::by_itself);

class InterruptibleSink final : public ByteSink {
  public:
    explicit InterruptibleSink(ByteSink& inner) : inner_(inner) {}
    void write(Bytes bytes) override;

  private:
    ByteSink& inner_;
};

}  // namespace outfield::cli
