#include "server/request_end.h"

#include "server/failure.h"

namespace outfield::server {

void note_failure(Work& work, const std::exception_ptr& error) {
    const auto failure = failure_of(error);
    work.failed(failure.kind, failure.words, failure.is_ours);
}

RequestWatch::RequestWatch(Site& site, const Router& router, http::Exchange& exchange)
    : site_(site), router_(router), exchange_(exchange) {
    const auto& proxies = site.options.trusted_proxies;
    if (proxies.empty() || !proxies.contains(exchange.peer())) return;
    const auto scheme = exchange.headers("X-Forwarded-Proto");
    exchange.stand_for(forwarded_client(proxies, exchange.peer(), exchange.headers("X-Forwarded-For")),
                       scheme.empty() ? exchange.is_secure() : scheme.ends_with("https"));
}

void RequestWatch::failed(const std::exception_ptr& error) {
    note_failure(*exchange_.work(), error);
    lost_ = exchange_.has_begun();
}

void RequestWatch::ended() noexcept try {
    const auto took = std::chrono::steady_clock::now() - begin_;
    const auto route = router_.pattern_of(exchange_.path());
    site_.metrics.request({route, exchange_.method(), lost_ ? 0 : exchange_.status(), exchange_.received(),
                           exchange_.sent(), took});
    tell(route, took);
} catch (const std::exception&) {
    // Telling must not fail what is told of.
}

LogLevel RequestWatch::level(const Work::Facts& facts) const {
    if (exchange_.status() >= 500 || facts.is_ours) return LogLevel::error;
    return exchange_.status() >= 400 || !facts.fault.empty() || lost_ ? LogLevel::info : LogLevel::debug;
}

void RequestWatch::tell(std::string_view route, std::chrono::steady_clock::duration took) {
    const auto facts = exchange_.work()->facts();
    if (facts.login_refused) {
        site_.metrics.login_refused();
        site_.log.write(LogLevel::warning, "login refused",
                        {{"login", facts.login}, {"peer", exchange_.peer()}});
    }
    const auto how = level(facts);
    if (!site_.log.shows(how)) return;
    const auto micros = std::chrono::duration_cast<std::chrono::microseconds>(took).count();
    boost::json::object members{{"method", exchange_.method().substr(0, 20)},
                                {"route", route.empty() ? "none" : route},
                                {"status", exchange_.status()},
                                {"received", exchange_.received()},
                                {"sent", exchange_.sent()},
                                {"ms", static_cast<double>(micros) / 1000},
                                {"peer", exchange_.peer()}};
    if (!facts.login.empty() && !facts.login_refused) members["user"] = facts.login;
    if (!facts.call.empty()) members["call"] = facts.call;
    if (lost_) members["broken_off"] = true;
    if (!facts.fault.empty()) {
        members["fault"] = facts.fault_kind;
        // What is said to a client about its own mistake repeats what it has sent.
        if (facts.is_ours || lost_) members["words"] = facts.fault;
    }
    site_.log.write(how, "request", members);
}

}  // namespace outfield::server
