// PUT, GET, HEAD, DELETE /files/{model}/{record}/{field}: one binary field, as raw bytes.
#include <outfield/error.h>

#include <boost/json.hpp>

#include "access/audited.h"
#include "server/credentials.h"
#include "server/delivery.h"
#include "server/digest_source.h"
#include "server/file_access.h"
#include "server/intake.h"
#include "server/routes.h"
#include "wire/content_digest.h"
#include "wire/content_disposition.h"
#include "wire/query_string.h"

namespace outfield::server {
namespace {

using access::Identity;
using access::Right;

constexpr std::string_view json = "application/json";

struct Target {
    Identity identity;
    std::optional<Attachment> current;
};

// Asks the catalog. Fault 412 where the request's conditions do not hold.
Target target_of(Site& site, const Credentials& credentials, const FieldAddress& address, Right right,
                 const wire::ConditionHeaders& conditions) {
    Target target{required_identity(site.access, credentials), {}};
    require_file_right(site, target.identity, address, right);
    if (site.instance.records().read(address.model, {address.record}, {"id"}).empty())
        throw http::Fault(404, "there is no such record");
    target.current = site.instance.binaries().describe(address);
    if (wire::condition(conditions, representation(target.current), false) != wire::Condition::holds)
        throw http::Fault(412, "the file is not the one that the request is about");
    return target;
}

// What the store must still find when the new value takes its place; nothing where anything is replaced.
std::optional<std::int64_t> expected_blob(const wire::ConditionHeaders& conditions, const Target& target) {
    if (conditions.if_match.empty() && conditions.if_none_match.empty()) return std::nullopt;
    return target.current ? target.current->blob : 0;
}

struct Given {
    std::string file_name, media_type;
    std::optional<Sha256> digest;
};

Given given_by(const http::Exchange& exchange) {
    const auto query = wire::parse_query(exchange.query());
    Given given{
        wire::safe_file_name(query.get("filename")), std::string(exchange.header("Content-Type")), {}};
    if (given.media_type == "application/octet-stream" ||
        given.media_type == "application/x-www-form-urlencoded")
        given.media_type.clear();
    for (const auto* name : {"Content-Digest", "Repr-Digest"})
        if (const auto header = exchange.header(name); !header.empty())
            given.digest = wire::parse_digest(header);
    return given;
}

std::string described(const Attachment& attachment) {
    return boost::json::serialize(boost::json::object{{"file_name", attachment.file_name},
                                                      {"size", attachment.size},
                                                      {"sha256", to_hex(attachment.sha256)},
                                                      {"media_type", attachment.media_type},
                                                      {"written", to_string(attachment.written)}}) +
           "\n";
}

http::Awaitable<void> put(Site& site, http::Exchange& exchange, FieldAddress address) {
    const auto credentials = changing_credentials(exchange);
    const auto conditions = condition_headers(exchange);
    if (!exchange.header("Content-Range").empty())
        throw http::Fault(400, "a part cannot be put: send the whole file, or use /uploads");
    const auto given = given_by(exchange);
    const auto target = co_await site.workers.run(
        [&] { return target_of(site, credentials, address, Right::write, conditions); });
    const auto expected = expected_blob(conditions, target);
    Attachment written;
    co_await take_in(site, exchange, site.options.largest_file, [&](std::shared_ptr<ByteSource> source) {
        if (given.digest) source = digest_checked(std::move(source), *given.digest);
        try {
            written = site.instance.binaries().write(address, {source, given.file_name, given.media_type},
                                                     expected);
        } catch (const Error& error) {
            if (!expected || error.kind() != ErrorKind::conflict) throw;
            throw http::Fault(412, error.what());
        }
    });
    http::Answer answer{target.current ? 200U : 201U,
                        std::string(json),
                        described(written),
                        {{"ETag", to_string(*representation(written).tag)}}};
    co_await exchange.answer(std::move(answer));
}

http::Awaitable<void> get(Site& site, http::Exchange& exchange, FieldAddress address) {
    const auto credentials = credentials_of(exchange);
    DeliveryOptions options;
    options.saved = wire::parse_query(exchange.query()).find("download") != nullptr;
    auto* const threads = co_await threads_for(site, credentials);
    auto delivery = co_await threads->run([&] {
        require_file_right(site, required_identity(site.access, credentials), address, Right::read);
        const auto attachment = site.instance.binaries().describe(address);
        if (!attachment) throw http::Fault(404, "there is no file in this field");
        return plan_delivery(site, exchange, *attachment, options);
    });
    co_await deliver(site, exchange, std::move(delivery));
}

// Fault 412 where the value that the conditions were held against has gone meanwhile.
void clear_expected(Site& site, const FieldAddress& address, std::optional<std::int64_t> expected) {
    try {
        site.instance.binaries().clear(address, expected);
    } catch (const Error& error) {
        if (!expected || error.kind() != ErrorKind::conflict) throw;
        throw http::Fault(412, error.what());
    }
}

http::Awaitable<void> remove(Site& site, http::Exchange& exchange, FieldAddress address) {
    const auto credentials = changing_credentials(exchange);
    const auto conditions = condition_headers(exchange);
    co_await site.workers.run([&] {
        const auto target = target_of(site, credentials, address, Right::write, conditions);
        if (!target.current) throw http::Fault(404, "there is no file in this field");
        const access::Audited audited(site.instance.registry(), target.identity, credentials.peer);
        clear_expected(site, address, expected_blob(conditions, target));
    });
    http::Answer answer{204, "", ""};
    co_await exchange.answer(std::move(answer));
}

using Serve = http::Awaitable<void> (*)(Site&, http::Exchange&, FieldAddress);

Route route_of(Site& site, Serve serve) {
    return [&site, serve](http::Exchange& exchange, const Path& path) {
        auto address = field_address(path[0], path[1], path[2]);
        exchange.work()->handles(address.model, address.record, address.field);
        return serve(site, exchange, std::move(address));
    };
}

}  // namespace

void add_files(Router& router, Site& site) {
    static constexpr const char* pattern = "/files/{}/{}/{}";
    router.add({"GET"}, pattern, route_of(site, get));
    router.add({"PUT"}, pattern, route_of(site, put));
    router.add({"DELETE"}, pattern, route_of(site, remove));
}

}  // namespace outfield::server
