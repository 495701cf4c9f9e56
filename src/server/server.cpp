#include "server/server.h"

#include <algorithm>
#include <thread>

#include "catalog/catalog.h"
#include "connections/connections.h"
#include "http/open_files.h"
#include "http/server.h"
#include "instance/rooms.h"
#include "server/api/routes.h"
#include "server/jobs.h"
#include "server/problem.h"
#include "server/request_end.h"
#include "server/routes.h"
#include "server/store_watch.h"

namespace outfield::server {
namespace {

std::size_t cores() {
    return std::max(1U, std::thread::hardware_concurrency());
}

http::ServerOptions http_options(const Options& options) {
    http::ServerOptions http;
    http.address = options.address;
    http.port = options.port;
    if (!options.certificate.empty()) http.tls = http::TlsFiles{options.certificate, options.key};
    http.threads = options.threads > 0 ? options.threads : std::min<std::size_t>(cores(), 4);
    http.limits = options.limits;
    if (!options.trusted_proxies.empty())
        http.is_proxy = [&options](std::string_view peer) { return options.trusted_proxies.contains(peer); };
    return http;
}

// SQLite answers from memory, and more threads than cores only take turns; PostgreSQL is waited for.
std::size_t lookup_threads(Instance& instance, const Options& options) {
    if (options.lookups > 0) return options.lookups;
    const bool waits = Rooms(instance).catalog().database().dialect() == sql::Dialect::postgresql;
    return waits ? 4 * cores() : cores();
}

// With as many connections as this process may have open files for, and what the system says once for all.
Options fitted(Options options) {
    options.temporary = temporary_directory(options);
    auto& connections = options.limits.connections;
    connections = http::connections_within(connections, http::raise_open_files());
    return options;
}

uploads::UploadOptions upload_options(Instance& instance, const Options& options) {
    uploads::UploadOptions uploads;
    uploads.life = options.upload_life;
    uploads.new_record = [&instance](sql::Connection& connection, const uploads::NewUpload& upload) {
        return instance.records().create(connection, upload.address.model, {{"name", upload.file_name}},
                                         upload.owner);
    };
    return uploads;
}

}  // namespace

struct Server::Parts {
    Parts(Instance& instance, access::Access& access, const Options& given)
        : wanted_connections(given.limits.connections),
          options(fitted(given)),
          methods(instance, access),
          uploads(Rooms(instance).catalog(), Rooms(instance).staging(), upload_options(instance, given)),
          lookups(lookup_threads(instance, given)),
          health(instance, *log, workers),
          site{instance, access, methods, uploads,   options, *log,
               *metrics, health, events,  changes,   tasks,   [this] { return http.connections(); },
               lookups,  proofs, workers, transfers, places,  values} {
        Rooms(instance).connections().observe(watch_stores(log, metrics));
        for (auto* add : {add_xmlrpc, add_jsonrpc, add_session, add_dataset, add_web_client, add_content,
                          add_upload_attachment, add_files, add_uploads, add_openapi, add_page,
                          api::add_routes, add_health, add_metrics})
            add(router, site);
    }

    ~Parts() { Rooms(site.instance).connections().observe(nullptr); }

    http::Awaitable<void> serve(http::Exchange& exchange);
    http::Awaitable<void> route(http::Exchange& exchange, RequestWatch& watch);

    const std::size_t wanted_connections;
    const Options options;
    const std::shared_ptr<Log> log = std::make_shared<Log>(options.log, options.log_level);
    const std::shared_ptr<Metrics> metrics = std::make_shared<Metrics>();
    methods::Methods methods;
    uploads::ResumableUploads uploads;
    http::Workers lookups;
    http::Workers proofs{cores()};
    http::Workers workers{options.workers > 0 ? options.workers : 4 * cores()};
    // An eighth of 32 is half of the connections that an FTP server gets.
    TransferPlaces places{std::max<std::size_t>(options.transfers, 1),
                          std::max<std::size_t>(options.transfers / 8, 1)};
    http::Workers transfers{2 * std::max<std::size_t>(options.transfers, 1)};  // with those that are away
    // Half a gigabyte, and as much once more where a method copies them.
    wire::ValueBudget values{8'000'000};
    Health health;
    Events events;
    ChangeWatch changes;
    Tasks tasks{events, *log};
    Site site;
    Router router;
    http::Server http{http_options(options), [this](http::Exchange& exchange) { return serve(exchange); }};
    Schedule schedule{site, jobs_of(site)};
};

http::Awaitable<void> Server::Parts::route(http::Exchange& exchange, RequestWatch& watch) {
    std::exception_ptr error;
    try {
        co_await router.serve(exchange);
    } catch (const http::ConnectionLost&) {
        throw;
    } catch (...) {
        if (exchange.has_begun()) throw;
        error = std::current_exception();
    }
    if (!error) co_return;
    watch.failed(error);
    auto answer = problem(error);
    co_await exchange.answer(std::move(answer));
}

// Where every request ends.
http::Awaitable<void> Server::Parts::serve(http::Exchange& exchange) {
    RequestWatch watch(site, router, exchange);
    std::exception_ptr error;
    try {
        co_await route(exchange, watch);
    } catch (...) {
        error = std::current_exception();
        watch.failed(error);
    }
    watch.ended();
    if (error) std::rethrow_exception(error);
}

Server::Server(Instance& instance, access::Access& access, const Options& options)
    : parts_(std::make_unique<Parts>(instance, access, options)) {}

Server::~Server() = default;

std::vector<RouteName> Server::routes() const {
    return parts_->router.routes();
}

std::uint16_t Server::port() const noexcept {
    return parts_->http.port();
}

void Server::run(const std::function<void()>& begun) {
    auto& log = *parts_->log;
    const auto& options = parts_->options;
    log.write(LogLevel::info, "start",
              {{"address", options.address}, {"port", port()}, {"tls", !options.certificate.empty()}});
    if (options.limits.connections < parts_->wanted_connections)
        log.write(LogLevel::warning, "fewer connections",
                  {{"connections", options.limits.connections},
                   {"wanted", parts_->wanted_connections},
                   {"words", "this process may not have more files open: raise LimitNOFILE or ulimit -n"}});
    begun();
    parts_->schedule.start();
    parts_->http.run();
    parts_->schedule.stop();
    parts_->tasks.stop();
    parts_->lookups.join();
    parts_->proofs.join();
    parts_->workers.join();
    parts_->transfers.join();
    parts_->schedule.join();
    parts_->tasks.join();
    log.write(LogLevel::info, "stop");
}

void Server::stop() noexcept {
    parts_->log->write(LogLevel::info, "stopping", {{"connections", parts_->http.connections()}});
    parts_->schedule.stop();
    parts_->tasks.stop();
    parts_->events.close();
    parts_->http.stop(parts_->options.grace);
}

}  // namespace outfield::server
