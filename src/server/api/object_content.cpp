// /api/objects/{}/content and /api/containers/{}/objects: the bytes themselves, out and in.
#include <boost/json.hpp>

#include "documents/objects.h"
#include "server/api/call.h"
#include "server/api/container_name.h"
#include "server/api/routes.h"
#include "server/delivery.h"
#include "server/intake.h"
#include "wire/content_disposition.h"
#include "wire/query_string.h"

namespace outfield::server::api {
namespace {

http::Awaitable<void> get(Site& site, http::Exchange& exchange, std::int64_t blob) {
    const auto credentials = credentials_of(exchange);
    DeliveryOptions options;
    options.redirects = false;  // the page may show nothing of another origin
    options.saved = wire::parse_query(exchange.query()).find("download") != nullptr;
    auto delivery = co_await site.workers.run([&] {
        require_administrator(site, credentials, "GET");
        const auto object = site.instance.objects().known(blob);
        exchange.work()->handles(object.address.model, object.address.record, object.address.field);
        return plan_delivery(site, exchange, object.value, options);
    });
    co_await deliver(site, exchange, std::move(delivery));
}

struct Arrival {
    Credentials credentials;
    std::string token, file_name, media_type;
    access::Identity identity = {};
    std::string container = {};  // qualified
};

Arrival arrival(const http::Exchange& exchange) {
    Arrival arrival{changing_credentials(exchange), std::string(exchange.header("X-CSRF-Token")),
                    wire::safe_file_name(wire::parse_query(exchange.query()).get("filename")),
                    std::string(exchange.header("Content-Type"))};
    if (arrival.media_type == "application/octet-stream") arrival.media_type.clear();
    if (arrival.file_name.empty()) throw http::Fault(400, "the file's name is missing: ?filename=");
    if (!exchange.header("Content-Range").empty())
        throw http::Fault(400, "a part cannot be put: send the whole file, or use /uploads");
    return arrival;
}

boost::json::object described(Site& site, const Arrival& arrival, std::int64_t blob) {
    const auto object = site.instance.objects().known(blob);
    site.access.audit(arrival.identity, arrival.credentials.peer, "object.create", object.address.model,
                      object.address.record, arrival.container);
    for (const auto* what : {"objects", "containers"}) site.events.changed(what);
    auto document = to_json(object);
    document["record_name"] = document["file_name"];
    return document;
}

http::Awaitable<void> put(Site& site, http::Exchange& exchange, std::int64_t container) {
    auto given = arrival(exchange);
    co_await site.workers.run([&] {
        require_own_page(site, given.credentials, given.token);
        given.identity = require_administrator(site, given.credentials, "PUT");
        given.container = container_name(site.instance, container);
    });
    boost::json::object document;
    co_await take_in(site, exchange, site.options.largest_file, [&](std::shared_ptr<ByteSource> source) {
        const Upload upload{std::move(source), given.file_name, given.media_type};
        document = described(site, given, site.instance.objects().add(given.container, upload).blob);
    });
    http::Answer answer{201, "application/json", boost::json::serialize(document) + "\n", {}};
    co_await exchange.answer(std::move(answer));
}

}  // namespace

void add_object_content(Router& router, Site& site) {
    router.add({"GET"}, "/api/objects/{}/content", [&site](http::Exchange& exchange, const Path& path) {
        return get(site, exchange, id_in(path[0]));
    });
    router.add({"PUT"}, "/api/containers/{}/objects", [&site](http::Exchange& exchange, const Path& path) {
        return put(site, exchange, id_in(path[0]));
    });
}

}  // namespace outfield::server::api
