#include "cli/object_move.h"

#include <fmt/format.h>
#include <outfield/objects.h>

#include <atomic>
#include <boost/json.hpp>
#include <chrono>
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
    std::int64_t blob = 0;
    std::uint64_t size = 0;
};

// What an object that is no record's value any more is: of those in a container nobody expects them all to be
// there still, one that was named is.
enum class Gone { is_done, is_a_fault };

// Several objects at a time; one that fails is reported and does not stop the others. Those that another
// program is moving come last, as often as it takes: where it fails or dies they are moved here.
class Moving {
  public:
    Moving(Objects& objects, std::vector<Mapped> all, std::string to, Gone gone)
        : objects_(objects), all_(std::move(all)), count_(all_.size()), to_(std::move(to)), gone_(gone) {
        for (const auto& one : all_) total_bytes_ += one.size;
    }

    void run(std::size_t threads) {
        Progress progress([this] { return state(); });
        while (pass(threads, progress)) {
            if (!any_) std::this_thread::sleep_for(look_again_after);
        }
    }

    std::uint64_t moved() const noexcept { return moved_; }
    std::uint64_t there() const noexcept { return there_; }
    std::uint64_t by_others() const noexcept { return by_others_; }
    std::uint64_t failed() const noexcept { return failed_; }
    // Of the first that failed.
    std::optional<Error> fault() const { return fault_; }

  private:
    static constexpr std::chrono::milliseconds look_again_after{200};

    ProgressState state() const {
        return {moved_ + there_ + by_others_, count_, moved_bytes_, total_bytes_, failed_, true};
    }

    // False: all is done, or the user wants it to end.
    bool pass(std::size_t threads, Progress& progress) {
        next_ = 0;
        any_ = false;
        std::vector<std::jthread> workers;
        for (std::size_t i = 0; i < std::min(threads, all_.size()); ++i)
            workers.emplace_back([&] { work(progress); });
        workers.clear();  // waits for them
        all_ = std::exchange(later_, {});
        return !all_.empty() && !InterruptWatch::flag();
    }

    void work(Progress& progress) {
        while (!InterruptWatch::flag()) {
            const auto at = next_.fetch_add(1);
            if (at >= all_.size()) return;
            move(all_[at], progress);
        }
    }

    void move(const Mapped& one, Progress& progress) try {
        const auto [outcome, blob] = objects_.move_now(one.object, to_);
        if (outcome == Move::Outcome::under_way) return put_off(one);
        if (outcome == Move::Outcome::gone && gone_ == Gone::is_a_fault)
            throw Error(ErrorKind::not_found, "it is not the value of any record any more");
        any_ = true;
        moved_bytes_ += one.size;
        ++count_of(outcome, blob == one.blob);
    } catch (const std::exception& error) {
        progress.say(fmt::format("{} was not moved: {}", shown(one.object), error.what()));
        ++failed_;
        const std::lock_guard lock(mutex_);
        const auto* known = dynamic_cast<const Error*>(&error);
        if (!fault_) fault_ = known ? *known : Error(ErrorKind::unavailable, error.what());
    }

    // One that was named may have been there before anybody began; of those in another container none was.
    std::atomic<std::uint64_t>& count_of(Move::Outcome outcome, bool is_the_same) {
        const bool moved = outcome == Move::Outcome::moved;
        if (moved && !is_the_same) return moved_;
        return moved || (outcome == Move::Outcome::moved_by_another && gone_ == Gone::is_a_fault)
                   ? there_
                   : by_others_;
    }

    void put_off(const Mapped& one) {
        const std::lock_guard lock(mutex_);
        later_.push_back(one);
    }

    Objects& objects_;
    std::vector<Mapped> all_, later_;
    const std::size_t count_;
    std::string to_;
    Gone gone_;
    std::uint64_t total_bytes_ = 0;
    std::atomic<std::size_t> next_{0};
    std::atomic<bool> any_{false};  // whether the pass got anywhere
    std::atomic<std::uint64_t> moved_{0}, there_{0}, by_others_{0}, moved_bytes_{0}, failed_{0};
    std::mutex mutex_;
    std::optional<Error> fault_;
};

std::vector<Mapped> all_of(Objects& objects, const std::string& container) {
    std::vector<Mapped> all;
    objects.catalogued(container, "", [&](const ObjectSummary& object) {
        all.push_back({fmt::format("{}", object.blob), object.blob, object.size});
    });
    return all;
}

std::vector<Mapped> named(Objects& objects, const std::vector<std::string>& names) {
    std::vector<Mapped> all;
    for (const auto& name : names) {
        const auto object = objects.view(name);
        all.push_back({name, object.blob, object.size});
    }
    return all;
}

void report(Session& session, const Moving& moving, const std::string& to) {
    auto sentence = fmt::format("Moved {} to {}", moving.moved(), shown(to));
    if (moving.there() > 0)
        sentence += fmt::format(", {} {} there already", moving.there(), moving.there() == 1 ? "is" : "are");
    if (moving.by_others() > 0)
        sentence += fmt::format(", {} {} moved or deleted by others meanwhile", moving.by_others(),
                                moving.by_others() == 1 ? "was" : "were");
    if (moving.failed() > 0) sentence += fmt::format(", {} failed", moving.failed());
    sentence += ".";
    if (moving.moved() > 0) sentence += " What was there before goes when its retention ends.";
    session.report(sentence, boost::json::object{{"moved", moving.moved()},
                                                 {"there", moving.there()},
                                                 {"by_others", moving.by_others()},
                                                 {"failed", moving.failed()}});
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
    const auto target = session.instance().containers().get(to);
    if (!options.from.empty() && session.instance().containers().get(options.from).id == target.id)
        throw Error(ErrorKind::invalid,
                    fmt::format("{} is where they are: name another container to move them to", shown(to)));
    auto& objects = session.instance().objects();
    const bool all = !options.from.empty();
    Moving moving(objects, all ? all_of(objects, options.from) : named(objects, options.objects), to,
                  all ? Gone::is_done : Gone::is_a_fault);
    moving.run(options.transfers);
    if (moving.failed() > 0) session.exit_code = exit_failed;
    if (moving.failed() == 1 && moving.moved() + moving.there() + moving.by_others() == 0)
        session.exit_code = exit_code_of(moving.fault()->kind());
    report(session, moving, to);
    if (InterruptWatch::flag()) throw Interrupted{};
}

}  // namespace

void add_object_move(Command& group) {
    auto options = std::make_shared<Options>();
    group.command("move", "Move objects to another bucket, directory or store")
        .details(
            "Each is copied, compared by its SHA-256, and then becomes the record's value in one step; the "
            "one before is kept until its retention ends. Run it again to move what is left; several at once "
            "share the work.")
        .arguments("OBJECT... CONTAINER", options->objects,
                   "Objects (numbers, or CONTAINER/KEY), then where to")
        .option("--from", options->from, "CONTAINER", "Every value in this container")
        .option("--transfers", options->transfers, "N", "Objects under way at a time; 8 when it is left out")
        .example("outfield object move 42 43 archive")
        .example("outfield object move --from old-bucket new-bucket")
        .runs([options](Session& session) { move(session, *options); });
}

}  // namespace outfield::cli
