#include "server/store_watch.h"

#include "base/acting.h"

namespace outfield::server {
namespace {

LogLevel level_of(const StoreOperation& done) {
    const bool failed = done.outcome != "ok" && done.outcome != "abandoned";
    const bool changes = done.verb != "get" && done.verb != "stat" && done.verb != "list";
    return failed || changes ? LogLevel::info : LogLevel::debug;
}

double milliseconds(std::chrono::steady_clock::duration duration) {
    return static_cast<double>(std::chrono::duration_cast<std::chrono::microseconds>(duration).count()) /
           1000;
}

void add_value(boost::json::object& members, std::string_view model, std::int64_t record,
               std::string_view field) {
    if (model.empty()) return;
    members["model"] = model;
    if (record != 0) members["record"] = record;
    if (!field.empty()) members["field"] = field;
}

void add_subject(boost::json::object& members) {
    const auto* handling = Handling::current();
    const auto* work = Acting::current();
    const auto facts = work ? work->facts() : Work::Facts{};
    if (handling)
        add_value(members, handling->model,
                  handling->record == 0 && handling->model == facts.model ? facts.record : handling->record,
                  handling->field);
    else
        add_value(members, facts.model, facts.record, facts.field);
    if (!facts.login.empty()) members["user"] = facts.login;
    if (!facts.call.empty()) members["call"] = facts.call;
}

class StoreWatch final : public StoreObserver {
  public:
    StoreWatch(std::shared_ptr<Log> log, std::shared_ptr<Metrics> metrics)
        : log_(std::move(log)), metrics_(std::move(metrics)) {}

    void done(const StoreOperation& done) noexcept override try {
        metrics_->store_operation(done);
        const auto level = level_of(done);
        if (!log_->shows(level)) return;
        boost::json::object members{{"operation", done.verb},       {"configuration", done.configuration},
                                    {"container", done.container},  {"key", done.key},
                                    {"outcome", done.outcome},      {"bytes", done.bytes},
                                    {"ms", milliseconds(done.took)}};
        add_subject(members);
        if (done.outcome != "ok") members["words"] = done.words;
        log_->write(level, "store", members);
    } catch (const std::exception&) {
        // Telling must not fail what is told of.
    }

    void breaker(std::string_view configuration, bool is_open, std::string_view why) noexcept override try {
        metrics_->breaker(configuration, is_open);
        log_->write(LogLevel::warning, is_open ? "store down" : "store up",
                    {{"configuration", configuration}, {"words", why}});
    } catch (const std::exception&) {
    }

  private:
    std::shared_ptr<Log> log_;
    std::shared_ptr<Metrics> metrics_;
};

}  // namespace

std::shared_ptr<StoreObserver> watch_stores(std::shared_ptr<Log> log, std::shared_ptr<Metrics> metrics) {
    return std::make_shared<StoreWatch>(std::move(log), std::move(metrics));
}

}  // namespace outfield::server
