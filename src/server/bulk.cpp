#include "server/bulk.h"

#include <fmt/format.h>

#include <atomic>
#include <thread>

#include "base/acting.h"
#include "server/failure.h"

namespace outfield::server {
namespace {

constexpr std::size_t at_a_time = 4;

class BulkRun {
  public:
    BulkRun(const Bulk& bulk, Progress& progress) : bulk_(bulk), progress_(progress) {}

    void run() {
        std::vector<std::jthread> threads;
        for (std::size_t i = 0; i < std::min(at_a_time, bulk_.pieces.size()); ++i)
            threads.emplace_back([this] { work(); });
    }
    boost::json::object figures() const { return {{bulk_.figure, done_.load()}, {"failed", failed_.load()}}; }
    bool went_well() const { return failed_ == 0; }

  private:
    void work() noexcept try {
        const auto work = std::make_shared<Work>();
        work->calls(bulk_.call);
        work->asked_by(0, bulk_.login);
        const Acting acting(work);
        while (true) {
            progress_.check();
            const auto at = next_.fetch_add(1);
            if (at >= bulk_.pieces.size()) return;
            handle(bulk_.pieces[at]);
        }
    } catch (const Stopped&) {
        // Whoever waits for the threads finds out for itself.
    }

    void handle(const BulkPiece& piece) {
        std::uint64_t told = 0;
        const auto more = [&](std::uint64_t bytes) {
            progress_.check();
            const auto counts = std::min(bytes, piece.size - told);  // what is sent again has counted already
            told += counts;
            progress_.add(0, counts);
        };
        try {
            bulk_.each(piece.blob, more);
            ++done_;
        } catch (const Stopped&) {
            throw;
        } catch (...) {
            ++failed_;
            progress_.fault(
                fmt::format("object {}: {}", piece.blob, failure_of(std::current_exception()).words));
        }
        progress_.add(1, piece.size - told);
    }

    const Bulk& bulk_;
    Progress& progress_;
    std::atomic<std::size_t> next_{0};
    std::atomic<std::uint64_t> done_{0}, failed_{0};
};

}  // namespace

bool carry_out(const Bulk& bulk, Progress& progress) {
    std::uint64_t bytes = 0;
    for (const auto& piece : bulk.pieces) bytes += piece.size;
    progress.expect(bulk.pieces.size(), bytes);
    BulkRun run(bulk, progress);
    run.run();
    progress.figures(run.figures());
    if (const auto state = progress.state(); state.done < bulk.pieces.size()) progress.check();
    return run.went_well();
}

}  // namespace outfield::server
