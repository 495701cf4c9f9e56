#include "server/metrics.h"

#include <fmt/format.h>
#include <prometheus/counter.h>
#include <prometheus/gauge.h>
#include <prometheus/histogram.h>
#include <prometheus/registry.h>
#include <prometheus/text_serializer.h>

#include <algorithm>
#include <array>
#include <mutex>
#include <sstream>

namespace outfield::server {
namespace {

using prometheus::Counter;
using prometheus::Family;
using prometheus::Gauge;
using prometheus::Histogram;

const Histogram::BucketBoundaries buckets{0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25,
                                          0.5,   1,      2.5,   5,    10,    30,   120, 600};

// Anybody can send any method, and each would be a series of its own.
std::string known_method(std::string_view method) {
    static constexpr std::array<std::string_view, 7> known{"GET",    "HEAD",  "PUT",    "POST",
                                                           "DELETE", "PATCH", "OPTIONS"};
    return std::find(known.begin(), known.end(), method) == known.end() ? "other" : std::string(method);
}

double seconds(std::chrono::steady_clock::duration duration) {
    return std::chrono::duration<double>(duration).count();
}

Family<Counter>& counter(prometheus::Registry& registry, const char* name, const char* help) {
    return prometheus::BuildCounter().Name(name).Help(help).Register(registry);
}

Family<Histogram>& histogram(prometheus::Registry& registry, const char* name, const char* help) {
    return prometheus::BuildHistogram().Name(name).Help(help).Register(registry);
}

const std::string breaker_gauge = "outfield_store_breaker_open";

std::string label(const prometheus::ClientMetric& metric, std::string_view name) {
    const auto found = std::find_if(metric.label.begin(), metric.label.end(),
                                    [&](const auto& one) { return one.name == name; });
    return found == metric.label.end() ? std::string() : found->value;
}

std::string with_underscores(std::string_view words) {
    std::string text(words);
    std::replace(text.begin(), text.end(), ' ', '_');
    return text;
}

// The series of a family by a short key, so that no labels are put together each time.
template <typename Metric>
class Series {
  public:
    template <typename MakeLabels, typename... Arguments>
    Metric& get(Family<Metric>& family, std::string_view key, MakeLabels&& labels, Arguments&&... arguments) {
        const std::lock_guard lock(mutex_);
        auto found = known_.find(key);
        if (found == known_.end())
            found = known_.emplace(std::string(key), &family.Add(labels(), arguments...)).first;
        return *found->second;
    }

  private:
    std::mutex mutex_;
    std::map<std::string, Metric*, std::less<>> known_;
};

}  // namespace

struct Metrics::Parts {
    prometheus::Registry registry;
    Family<Counter>& requests = counter(registry, "outfield_requests_total",
                                        "Requests that have ended, by route, method and class of status");
    Family<Histogram>& request_seconds =
        histogram(registry, "outfield_request_seconds", "From a request's head to the end of its answer");
    Family<Counter>& body_bytes =
        counter(registry, "outfield_body_bytes_total", "Bytes of bodies: in of requests, out of answers");
    Family<Counter>& refused_logins =
        counter(registry, "outfield_logins_refused_total", "Passwords and keys that were refused");
    Family<Counter>& operations =
        counter(registry, "outfield_store_operations_total",
                "Operations on stores, retries not counted, by configuration, operation and outcome");
    Family<Histogram>& operation_seconds = histogram(registry, "outfield_store_operation_seconds",
                                                     "How long operations on stores took, with retries");
    Family<Counter>& store_bytes =
        counter(registry, "outfield_store_bytes_total", "Bytes into stores and out of them");
    Family<Counter>& jobs =
        counter(registry, "outfield_job_runs_total", "Background jobs that this server ran");

    Series<Counter> known_requests, known_operations, known_bytes;
    Series<Histogram> known_request_seconds, known_operation_seconds;
    Counter& received = body_bytes.Add({{"direction", "in"}});
    Counter& sent = body_bytes.Add({{"direction", "out"}});
    Counter& refused = refused_logins.Add({});

    std::mutex mutex;
    std::map<std::string, Family<Gauge>*, std::less<>> gauges;
};

Metrics::Metrics() : parts_(std::make_unique<Parts>()) {}
Metrics::~Metrics() = default;

void Metrics::request(const RequestEnd& end) {
    auto& own = *parts_;
    const auto method = known_method(end.method);
    const auto route = end.route.empty() ? std::string_view("none") : end.route;
    const auto status = end.status == 0 ? std::string("lost") : fmt::format("{}xx", end.status / 100);
    const auto key = fmt::format("{} {} {}", method, status, route);
    own.known_requests
        .get(own.requests, key,
             [&] {
                 return Labels{{"route", std::string(route)}, {"method", method}, {"status", status}};
             })
        .Increment();
    own.known_request_seconds
        .get(
            own.request_seconds, fmt::format("{} {}", method, route),
            [&] {
                return Labels{{"route", std::string(route)}, {"method", method}};
            },
            buckets)
        .Observe(seconds(end.took));
    own.received.Increment(static_cast<double>(end.received));
    own.sent.Increment(static_cast<double>(end.sent));
}

void Metrics::login_refused() {
    parts_->refused.Increment();
}

void Metrics::store_operation(const StoreOperation& done) {
    auto& own = *parts_;
    const std::string configuration(done.configuration), verb(done.verb);
    own.known_operations
        .get(own.operations, fmt::format("{} {} {}", configuration, verb, done.outcome),
             [&] {
                 return Labels{{"configuration", configuration},
                               {"operation", verb},
                               {"outcome", with_underscores(done.outcome)}};
             })
        .Increment();
    own.known_operation_seconds
        .get(
            own.operation_seconds, fmt::format("{} {}", configuration, verb),
            [&] {
                return Labels{{"configuration", configuration}, {"operation", verb}};
            },
            buckets)
        .Observe(seconds(done.took));
    if (done.bytes == 0) return;
    const std::string direction = done.verb == "put" ? "in" : "out";
    own.known_bytes
        .get(own.store_bytes, fmt::format("{} {}", configuration, direction),
             [&] {
                 return Labels{{"configuration", configuration}, {"direction", direction}};
             })
        .Increment(static_cast<double>(done.bytes));
}

void Metrics::breaker(std::string_view configuration, bool is_open) {
    set(breaker_gauge, "1 while a store does not answer and is left alone", is_open ? 1 : 0,
        {{"configuration", std::string(configuration)}});
}

void Metrics::job_ended(std::string_view job, std::string_view outcome) {
    parts_->jobs.Add({{"job", std::string(job)}, {"outcome", std::string(outcome)}}).Increment();
}

void Metrics::set(const std::string& name, const std::string& help, double value, const Labels& labels) {
    auto& own = *parts_;
    const std::lock_guard lock(own.mutex);
    auto& family = own.gauges[name];
    if (!family) family = &prometheus::BuildGauge().Name(name).Help(help).Register(own.registry);
    family->Add(labels).Set(value);
}

std::map<std::string, Metrics::StoreCounts> Metrics::stores() const {
    std::map<std::string, StoreCounts> stores;
    for (const auto& family : parts_->operations.Collect())
        for (const auto& metric : family.metric) {
            auto& counts = stores[label(metric, "configuration")];
            auto& count = label(metric, "outcome") == "ok" ? counts.succeeded : counts.failed;
            count += static_cast<std::uint64_t>(metric.counter.value);
        }
    const std::lock_guard lock(parts_->mutex);
    const auto breakers = parts_->gauges.find(breaker_gauge);
    if (breakers == parts_->gauges.end()) return stores;
    for (const auto& family : breakers->second->Collect())
        for (const auto& metric : family.metric)
            stores[label(metric, "configuration")].breaker_open = metric.gauge.value > 0;
    return stores;
}

std::map<std::string, Metrics::Traffic> Metrics::traffic() const {
    std::map<std::string, Traffic> all;
    for (const auto& family : parts_->operations.Collect())
        for (const auto& metric : family.metric)
            all[label(metric, "configuration")].operations.push_back(
                {label(metric, "operation"), label(metric, "outcome"),
                 static_cast<std::uint64_t>(metric.counter.value)});
    for (const auto& family : parts_->store_bytes.Collect())
        for (const auto& metric : family.metric) {
            auto& traffic = all[label(metric, "configuration")];
            auto& bytes = label(metric, "direction") == "in" ? traffic.bytes_in : traffic.bytes_out;
            bytes = static_cast<std::uint64_t>(metric.counter.value);
        }
    return all;
}

std::string Metrics::render() const {
    std::ostringstream text;
    prometheus::TextSerializer().Serialize(text, parts_->registry.Collect());
    return std::move(text).str();
}

}  // namespace outfield::server
