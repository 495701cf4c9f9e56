#include "server/tasks.h"

#include <algorithm>

#include "base/acting.h"
#include "base/random.h"
#include "documents/text.h"
#include "http/answer.h"
#include "server/failure.h"

namespace outfield::server {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::size_t most_remembered = 100;
constexpr std::size_t most_unfinished = 20;
constexpr std::chrono::milliseconds shortest_pause{250};  // between two words about the same task

}  // namespace

struct Tasks::Task {
    Task(TaskOrder given, Tasks& tasks)
        : order(std::move(given)),
          progress([this] { return why_it_ends(); }, [this, &tasks] { tasks.tell(*this, false); }) {}

    boost::json::object document() const;
    void enter(const char* now_in);
    bool has_ended() const;
    Ending why_it_ends() const;
    void end(Ending why) noexcept;

    const std::string id = random_id(12);
    TaskOrder order;
    std::atomic<Ending> ending{Ending::none};
    Progress progress;

    mutable std::mutex mutex;
    std::string state = "waiting";
    std::optional<Time> begun, ended;
    Clock::time_point told;
};

boost::json::object Tasks::Task::document() const {
    auto reached = progress.state();
    const std::lock_guard lock(mutex);
    return {{"id", id},
            {"kind", order.kind},
            {"user", json_text(order.login)},
            {"state", state},
            {"stopping", ending.load() != Ending::none && !ended},
            {"begun", json_time(begun)},
            {"ended", json_time(ended)},
            {"done", reached.done},
            {"total", reached.total},
            {"bytes_done", reached.bytes_done},
            {"bytes_total", reached.bytes_total},
            {"figures", std::move(reached.figures)},
            {"faults", json_texts(reached.faults)}};
}

void Tasks::Task::enter(const char* now_in) {
    const std::lock_guard lock(mutex);
    state = now_in;
    (begun ? ended : begun) = now();
}

bool Tasks::Task::has_ended() const {
    const std::lock_guard lock(mutex);
    return ended.has_value();
}

Ending Tasks::Task::why_it_ends() const {
    const auto asked = ending.load();
    return asked == Ending::none && order.must_end && order.must_end() ? Ending::server_stops : asked;
}

// The first word counts.
void Tasks::Task::end(Ending why) noexcept {
    auto none = Ending::none;
    ending.compare_exchange_strong(none, why);
}

Tasks::~Tasks() {
    stop();
    join();
}

boost::json::object Tasks::start(TaskOrder order) {
    const auto task = std::make_shared<Task>(std::move(order), *this);
    {
        const std::lock_guard lock(mutex_);
        if (stopping_) throw http::Fault(503, "the server stops");
        if (bulk_.unfinished() + jobs_.unfinished() >= most_unfinished)
            throw http::Fault(503, "too many tasks wait already; stop one, or wait until one has ended",
                              {{"Retry-After", "10"}});
        tasks_.push_front(task);
        forget_oldest();
        (task->order.is_job ? jobs_ : bulk_).start([this, task] { run(*task); });
    }
    tell(*task, true);
    return task->document();
}

// With the mutex held.
void Tasks::forget_oldest() {
    if (tasks_.size() <= most_remembered) return;
    const auto oldest =
        std::find_if(tasks_.rbegin(), tasks_.rend(), [](const auto& task) { return task->has_ended(); });
    if (oldest != tasks_.rend()) tasks_.erase(std::next(oldest).base());
}

void Tasks::run(Task& task) noexcept {
    const auto work = std::make_shared<Work>();
    work->calls("task " + task.order.kind);
    work->asked_by(0, task.order.login);
    const Acting acting(work);
    task.enter("running");
    tell(task, true);
    const char* end = "done";
    try {
        if (!task.order.run(task.progress)) end = "failed";
    } catch (const Stopped&) {
        end = "stopped";
    } catch (...) {
        end = "failed";
        task.progress.fault(failure_of(std::current_exception()).words);
    }
    // What they hold goes now.
    task.order.run = nullptr;
    task.order.must_end = nullptr;
    task.enter(end);
    tell(task, true);
    auto members = task.document();
    members.erase("faults");
    log_.write(LogLevel::info, "task", members);
}

void Tasks::tell(Task& task, bool at_once) noexcept try {
    {
        const std::lock_guard lock(task.mutex);
        const auto instant = Clock::now();
        if (!at_once && instant - task.told < shortest_pause) return;
        task.told = instant;
    }
    events_.task(task.id, task.document());
} catch (const std::exception&) {
    // Telling must not fail what is told of.
}

Tasks::TaskPtr Tasks::get(std::string_view id) const {
    const std::lock_guard lock(mutex_);
    const auto found =
        std::find_if(tasks_.begin(), tasks_.end(), [&](const auto& task) { return task->id == id; });
    return found == tasks_.end() ? nullptr : *found;
}

boost::json::array Tasks::all() const {
    const std::lock_guard lock(mutex_);
    boost::json::array documents;
    for (const auto& task : tasks_) documents.push_back(task->document());
    return documents;
}

std::optional<boost::json::object> Tasks::find(std::string_view id) const {
    const auto task = get(id);
    return task ? std::optional(task->document()) : std::nullopt;
}

bool Tasks::stop(std::string_view id) {
    const auto task = get(id);
    if (!task) return false;
    task->end(Ending::cancelled);
    tell(*task, true);
    return true;
}

void Tasks::stop() noexcept {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
    for (const auto& task : tasks_) task->end(Ending::server_stops);
}

void Tasks::join() {
    bulk_.join();
    jobs_.join();
}

}  // namespace outfield::server
