// GET /api/usage: values and bytes by container and module, a sample a day, and today's as it is now.
#include <boost/json.hpp>
#include <map>
#include <tuple>

#include "documents/text.h"
#include "instance/rooms.h"
#include "server/api/call.h"
#include "server/api/routes.h"
#include "server/usage_now.h"

namespace outfield::server::api {
namespace {

namespace json = boost::json;
using std::chrono::sys_days;

constexpr std::chrono::days usual_span{90}, longest_span{3660};

struct Span {
    sys_days from, to;
};

Span span_of(const Call& call) {
    const auto day = [&](const char* name, sys_days otherwise) {
        const auto time = call.time(name);
        return time ? std::chrono::floor<std::chrono::days>(*time) : otherwise;
    };
    const auto today = std::chrono::floor<std::chrono::days>(now());
    Span span;
    span.to = std::min(day("to", today), today);
    span.from = day("from", span.to - usual_span);
    if (span.from > span.to || span.to - span.from > longest_span)
        throw http::Fault(400, "'from' must be before 'to', by ten years at most, and not after today");
    return span;
}

// Of one place: by the number of its day.
struct Series {
    std::map<std::size_t, catalog::UsageSample> by_day;
};

class Chart {
  public:
    void add(sys_days day, const catalog::UsageSample& sample) {
        if (days_.empty() || days_.back() != day) days_.push_back(day);
        series_[{sample.configuration, sample.container, sample.module}].by_day[days_.size() - 1] = sample;
    }
    void add_day(sys_days day) {
        if (days_.empty() || days_.back() != day) days_.push_back(day);
    }
    json::object document() const;

  private:
    std::vector<sys_days> days_;
    std::map<std::tuple<std::string, std::string, std::string>, Series> series_;
};

json::object Chart::document() const {
    json::array days, all;
    for (const auto day : days_) days.push_back(json::value(to_string(Time(day)).substr(0, 10)));
    for (const auto& [place, series] : series_) {
        json::array objects, bytes;
        for (std::size_t i = 0; i < days_.size(); ++i) {
            const auto found = series.by_day.find(i);
            const auto sample = found == series.by_day.end() ? catalog::UsageSample{} : found->second;
            objects.push_back(sample.objects);
            bytes.push_back(sample.bytes);
        }
        const auto& [configuration, container, module] = place;
        all.push_back(json::object{{"configuration", json_text(configuration)},
                                   {"container", json_text(container)},
                                   {"module", json_text(module)},
                                   {"objects", std::move(objects)},
                                   {"bytes", std::move(bytes)}});
    }
    return {{"days", std::move(days)}, {"series", std::move(all)}};
}

Reply show(Site& site, Call& call, RecentUsage& recent) {
    call.takes({"from", "to"});
    const auto span = span_of(call);
    const auto today = std::chrono::floor<std::chrono::days>(now());
    const auto kept =
        sql::reading(Rooms(site.instance).catalog().database(), [&](sql::Connection& connection) {
            return catalog::UsageHistory(connection).between(span.from, span.to);
        });
    Chart chart;
    for (const auto& one : kept)
        if (one.day != today) chart.add(one.day, one.sample);
    if (span.to == today) {
        chart.add_day(today);
        for (const auto& sample : recent.get(site.instance)) chart.add(today, sample);
    }
    return {chart.document()};
}

}  // namespace

void add_usage(Router& router, Site& site) {
    const auto recent = std::make_shared<RecentUsage>();
    add(router, site, "GET", "/api/usage",
        [recent](Site& at, Call& call) { return show(at, call, *recent); });
}

}  // namespace outfield::server::api
