#include "server/server.h"

#include <algorithm>
#include <thread>

#include "http/server.h"
#include "server/problem.h"
#include "server/routes.h"

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
    return http;
}

}  // namespace

struct Server::Parts {
    Parts(Instance& instance, access::Access& access, const Options& given)
        : options(given), methods(instance, access), site{instance, access,  methods,
                                                          options,  workers, transfers} {
        for (auto* add : {add_xmlrpc, add_jsonrpc, add_session, add_dataset, add_web_client, add_content,
                          add_upload_attachment, add_files})
            add(router, site);
    }

    http::Awaitable<void> serve(http::Exchange& exchange);

    const Options options;
    methods::Methods methods;
    http::Workers workers{options.workers > 0 ? options.workers : 4 * cores()};
    http::Workers transfers{std::max<std::size_t>(options.transfers, 1)};
    Site site;
    Router router;
    http::Server http{http_options(options), [this](http::Exchange& exchange) { return serve(exchange); }};
};

http::Awaitable<void> Server::Parts::serve(http::Exchange& exchange) {
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
    auto answer = problem(error);
    co_await exchange.answer(std::move(answer));
}

Server::Server(Instance& instance, access::Access& access, const Options& options)
    : parts_(std::make_unique<Parts>(instance, access, options)) {}

Server::~Server() = default;

std::uint16_t Server::port() const noexcept {
    return parts_->http.port();
}

void Server::run() {
    parts_->http.run();
    parts_->workers.join();
    parts_->transfers.join();
}

void Server::stop() noexcept {
    parts_->http.stop(parts_->options.grace);
}

}  // namespace outfield::server
