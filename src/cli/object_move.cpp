#include "cli/object_move.h"

#include <fmt/format.h>
#include <outfield/objects.h>

#include <atomic>
#include <boost/json.hpp>
#include <memory>
#include <optional>
#include <thread>
#include <vector>

#include "cli/interrupts.h"
#include "cli/progress.h"
#include "cli/session.h"
#include "cli/table.h"
#include "documents/objects.h"
#include "documents/text.h"

namespace outfield::cli {
namespace {

struct Options {
    std::vector<std::string> objects;  // the last is the container
    std::string from;
    std::size_t transfers = 8;
};

struct Mapped {
    std::string object;
    std::uint64_t size = 0;
};

// Several objects at a time; one that fails is reported and does not stop the others.
class Moving {
  public:
    Moving(Objects& objects, std::vector<Mapped> all, std::string to)
        : objects_(objects), all_(std::move(all)), to_(std::move(to)) {
        for (const auto& one : all_) total_bytes_ += one.size;
    }

    void run(std::size_t threads) {
        Progress progress([this] { return state(); });
        std::vector<std::thread> workers;
        for (std::size_t i = 0; i < std::min(threads, all_.size()); ++i)
            workers.emplace_back([&] { work(progress); });
        for (auto& worker : workers) worker.join();
    }

    std::uint64_t moved() const noexcept { return moved_; }
    std::uint64_t failed() const noexcept { return failed_; }
    // Of the first that failed.
    std::optional<Error> fault() const { return fault_; }

  private:
    ProgressState state() const { return {moved_, all_.size(), moved_bytes_, total_bytes_, failed_, true}; }

    void work(Progress& progress) {
        while (!InterruptWatch::flag()) {
            const auto at = next_.fetch_add(1);
            if (at >= all_.size()) return;
            move(all_[at], progress);
        }
    }

    void move(const Mapped& one, Progress& progress) try {
        objects_.move(one.object, to_);
        moved_bytes_ += one.size;
        ++moved_;
    } catch (const std::exception& error) {
        progress.say(fmt::format("{} was not moved: {}", shown(one.object), error.what()));
        ++failed_;
        const std::lock_guard lock(mutex_);
        const auto* known = dynamic_cast<const Error*>(&error);
        if (!fault_) fault_ = known ? *known : Error(ErrorKind::unavailable, error.what());
    }

    Objects& objects_;
    std::vector<Mapped> all_;
    std::string to_;
    std::uint64_t total_bytes_ = 0;
    std::atomic<std::size_t> next_{0};
    std::atomic<std::uint64_t> moved_{0}, moved_bytes_{0}, failed_{0};
    std::mutex mutex_;
    std::optional<Error> fault_;
};

std::vector<Mapped> all_of(Objects& objects, const std::string& container) {
    std::vector<Mapped> all;
    objects.catalogued(container, "", [&](const ObjectSummary& object) {
        all.push_back({fmt::format("{}", object.blob), object.size});
    });
    return all;
}

std::vector<Mapped> named(Objects& objects, const std::vector<std::string>& names) {
    std::vector<Mapped> all;
    for (const auto& name : names) all.push_back({name, objects.view(name).size});
    return all;
}

void move(Session& session, Options options) {
    const InterruptWatch watch;
    const auto to = options.objects.back();
    options.objects.pop_back();
    if (options.from.empty() == options.objects.empty())
        throw Error(
            ErrorKind::invalid,
            "say what to move where: 'object move OBJECT... CONTAINER', or 'object move --from CONTAINER "
            "CONTAINER' for all of them");
    if (options.transfers == 0 || options.transfers > 256)
        throw Error(ErrorKind::invalid, "--transfers: between 1 and 256");
    session.instance().containers().get(to);
    auto& objects = session.instance().objects();
    Moving moving(objects,
                  options.from.empty() ? named(objects, options.objects) : all_of(objects, options.from), to);
    moving.run(options.transfers);
    if (moving.failed() > 0) session.exit_code = exit_failed;
    if (moving.failed() == 1 && moving.moved() == 0) session.exit_code = exit_code_of(moving.fault()->kind());
    session.report(
        fmt::format("Moved {} to {}{}. What was there before goes when its retention ends.", moving.moved(),
                    shown(to), moving.failed() ? fmt::format(", {} failed", moving.failed()) : ""),
        boost::json::object{{"moved", moving.moved()}, {"failed", moving.failed()}});
    if (InterruptWatch::flag()) throw Interrupted{};
}

}  // namespace

void add_object_move(Command& group) {
    auto options = std::make_shared<Options>();
    group.command("move", "Move objects to another bucket, directory or store")
        .details(
            "Each is copied, compared by its SHA-256, and then becomes the record's value in one step; the "
            "one before is kept until its retention ends. Run it again to move what is left.")
        .arguments("OBJECT... CONTAINER", options->objects,
                   "Objects (numbers, or CONTAINER/KEY), then where to")
        .option("--from", options->from, "CONTAINER", "Every value in this container")
        .option("--transfers", options->transfers, "N", "Objects under way at a time; 8 when it is left out")
        .example("outfield object move 42 43 archive")
        .example("outfield object move --from old-bucket new-bucket")
        .runs([options](Session& session) { move(session, *options); });
}

}  // namespace outfield::cli
