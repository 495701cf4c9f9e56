// /uploads: files in pieces, which go on after a broken connection: the tus protocol 1.0.0
// (https://tus.io/protocols/resumable-upload) with creation, creation-with-upload, expiration, termination
// and checksum.
#include <fmt/format.h>
#include <outfield/error.h>

#include "instance/rooms.h"
#include "placement/placement.h"
#include "server/api/call.h"
#include "server/api/container_name.h"
#include "server/credentials.h"
#include "server/file_access.h"
#include "server/problem.h"
#include "server/routes.h"
#include "server/upload_request.h"
#include "uploads/resumable_uploads.h"

namespace outfield::server {
namespace {

using uploads::Appending;
using uploads::ResumableUpload;

// The user's own upload, to change it. Faults 404, 403 and 410.
ResumableUpload own_upload(Site& site, const Credentials& credentials, std::string_view id) {
    const auto identity = required_identity(site.access, credentials);
    if (identity.scope == "read") throw http::Fault(403, "this API key is for reading alone");
    auto upload = site.uploads.find(id);
    if (!upload) throw http::Fault(404, "there is no such upload");
    credentials.work->handles(upload->address.model, upload->address.record, upload->address.field);
    if (upload->owner != identity.user) throw http::Fault(403, "this is another user's upload");
    if (upload->expires <= now()) throw http::Fault(410, "the upload has expired: begin a new one");
    return *std::move(upload);
}

// Into a container of their choice, only administrators bring something.
void require_right(Site& site, const access::Identity& identity, const uploads::NewUpload& upload) {
    if (upload.container == 0)
        return require_file_right(site, identity, upload.address, access::Right::write);
    api::require_administrator(identity, "POST");
}

// And the user may still write where its value goes.
ResumableUpload writable_upload(Site& site, const Credentials& credentials, std::string_view id) {
    auto upload = own_upload(site, credentials, id);
    require_right(site, required_identity(site.access, credentials), upload);
    return upload;
}

// Costs no thread while the client is slow. What came before the connection broke stays.
http::Awaitable<void> receive(Site& site, http::Exchange& exchange, Appending& appending) {
    std::exception_ptr broken;
    try {
        for (;;) {
            const auto piece = co_await exchange.read();
            if (piece.empty()) break;
            if (piece.size() > appending.room())
                throw http::Fault(413, "these are more bytes than the upload takes");
            appending.take(piece);
            if (appending.is_full()) co_await site.workers.run([&] { appending.commit(); });
        }
    } catch (...) {
        broken = std::current_exception();
    }
    if (broken) {
        exchange.close_after();
        co_await site.workers.run([&] { appending.break_off(); });
        std::rethrow_exception(broken);
    }
    const bool is_right = co_await site.workers.run([&] { return appending.finish(); });
    if (!is_right) throw http::Fault(460, "the bytes do not have the Upload-Checksum: none of them is kept");
}

// An upload into a container is a change of an administrator's, as those of /api are.
void tell(Site& site, const Credentials& credentials, std::string_view id) {
    const auto upload = site.uploads.find(id);
    if (!upload || upload->container == 0) return;
    if (const auto identity = identify(site.access, credentials))
        site.access.audit(*identity, credentials.peer, "object.create", upload->address.model,
                          upload->address.record, api::container_name(site.instance, upload->container));
    for (const auto* what : {"objects", "containers"}) site.events.changed(what);
}

http::Awaitable<void> store(Site& site, http::Exchange& exchange, const std::string& id) {
    const auto credentials = credentials_of(exchange);
    const auto outcome = co_await site.transfers.run([&] {
        const Acting acting(exchange.work());
        const auto stored = site.uploads.store(id);
        if (stored == uploads::Storing::stored) tell(site, credentials, id);
        return stored;
    });
    if (outcome == uploads::Storing::elsewhere)
        throw http::Fault(423, "the whole upload is on its way to its store: ask again",
                          {{"Retry-After", "2"}});
}

// After the bytes of a request.
http::Awaitable<http::Headers> settled(Site& site, http::Exchange& exchange, const Appending& appending,
                                       const std::string& id) {
    if (appending.is_whole()) co_await store(site, exchange, id);
    co_return upload_headers(appending.offset(), now() + site.options.upload_life);
}

// Or a client would hear it when all bytes have come.
void require_place(Site& site, const uploads::NewUpload& upload) {
    const auto& [model, record, field] = upload.address;
    if (upload.container != 0) {
        api::container_name(site.instance, upload.container);
        return;
    }
    if (site.instance.records().read(model, {record}, {"id"}).empty())
        throw http::Fault(404, "there is no such record");
    Rooms(site.instance).placement().place(model, field);
}

ResumableUpload create(Site& site, const Credentials& credentials, const std::string& token,
                       uploads::NewUpload upload) {
    const auto identity = required_identity(site.access, credentials);
    credentials.work->handles(upload.address.model, upload.address.record, upload.address.field);
    if (upload.container != 0) api::require_own_page(site, credentials, token);
    require_right(site, identity, upload);
    require_place(site, upload);
    upload.owner = identity.user;
    return site.uploads.create(upload);
}

http::Awaitable<http::Headers> begin(Site& site, http::Exchange& exchange, const ResumableUpload& upload) {
    if (!exchange.has_body() && upload.length > 0) co_return upload_headers(0, upload.expires);
    auto checksum = upload_checksum(exchange);
    auto appending =
        co_await site.workers.run([&] { return site.uploads.append(upload.id, 0, std::move(checksum)); });
    co_await receive(site, exchange, appending);
    auto headers = co_await settled(site, exchange, appending, upload.id);
    co_return headers;
}

// One that fails leaves nothing: the client does not know its address.
http::Awaitable<void> post(Site& site, http::Exchange& exchange, const std::string&) {
    const auto credentials = changing_credentials(exchange);
    const std::string token(exchange.header("X-CSRF-Token"));
    auto wanted = new_upload(exchange, site.options);
    if (exchange.has_body()) require_pieces(exchange, wanted.length);
    const auto upload =
        co_await site.workers.run([&] { return create(site, credentials, token, std::move(wanted)); });
    http::Answer answer{201, "", "", {}};
    std::exception_ptr error;
    try {
        answer.headers = co_await begin(site, exchange, upload);
    } catch (...) {
        error = std::current_exception();
    }
    if (error) {
        co_await site.workers.run([&] { site.uploads.remove(upload.id); });
        std::rethrow_exception(error);
    }
    answer.headers.emplace_back("Location", "/uploads/" + upload.id);
    co_await exchange.answer(std::move(answer));
}

// A client that hears that all bytes are here believes that it is done: so then the value is in its store.
http::Awaitable<void> head(Site& site, http::Exchange& exchange, const std::string& id) {
    const auto credentials = changing_credentials(exchange);
    const auto upload = co_await site.workers.run([&] { return writable_upload(site, credentials, id); });
    if (upload.is_whole() && !upload.is_stored) {
        try {
            co_await store(site, exchange, id);
        } catch (const Error& error) {
            if (!error.retryable()) throw;
            throw http::Fault(423, error.what(), {{"Retry-After", "5"}});  // 503 makes clients begin anew
        }
    }
    http::Answer answer{200, "", "", upload_headers(upload.offset, upload.expires)};
    answer.headers.emplace_back("Upload-Length", fmt::to_string(upload.length));
    if (!upload.metadata.empty()) answer.headers.emplace_back("Upload-Metadata", upload.metadata);
    co_await exchange.answer(std::move(answer));
}

http::Awaitable<void> patch(Site& site, http::Exchange& exchange, const std::string& id) {
    const auto credentials = changing_credentials(exchange);
    const auto offset = upload_offset(exchange);
    auto checksum = upload_checksum(exchange);
    auto appending = co_await site.workers.run([&] {
        const auto upload = writable_upload(site, credentials, id);
        require_pieces(exchange, upload.length - std::min(upload.length, offset));
        return site.uploads.append(id, offset, std::move(checksum));
    });
    co_await receive(site, exchange, appending);
    http::Answer answer{204, "", "", {}};
    answer.headers = co_await settled(site, exchange, appending, id);
    co_await exchange.answer(std::move(answer));
}

http::Awaitable<void> remove(Site& site, http::Exchange& exchange, const std::string& id) {
    const auto credentials = changing_credentials(exchange);
    co_await site.workers.run([&] {
        own_upload(site, credentials, id);
        site.uploads.remove(id);
    });
    http::Answer answer{204, "", "", {{"Tus-Resumable", std::string(tus_version)}}};
    co_await exchange.answer(std::move(answer));
}

http::Awaitable<void> options(Site& site, http::Exchange& exchange, std::string_view allowed) {
    http::Answer answer{204,
                        "",
                        "",
                        {{"Allow", std::string(allowed)},
                         {"Tus-Resumable", std::string(tus_version)},
                         {"Tus-Version", std::string(tus_version)},
                         {"Tus-Extension", "creation,creation-with-upload,expiration,termination,checksum"},
                         {"Tus-Max-Size", fmt::to_string(site.options.largest_file)},
                         {"Tus-Checksum-Algorithm", std::string(uploads::Checksum::algorithms)}}};
    co_await exchange.answer(std::move(answer));
}

// For clients behind what lets only GET and POST through.
http::Awaitable<void> overridden(Site& site, http::Exchange& exchange, const std::string& id) {
    const auto method = exchange.header("X-HTTP-Method-Override");
    if (method == "PATCH") return patch(site, exchange, id);
    if (method == "HEAD") return head(site, exchange, id);
    if (method == "DELETE") return remove(site, exchange, id);
    throw http::Fault(405, "POST needs X-HTTP-Method-Override here: PATCH, HEAD or DELETE",
                      {{"Allow", "HEAD, PATCH, DELETE, POST, OPTIONS"}});
}

using Serve = http::Awaitable<void> (*)(Site&, http::Exchange&, const std::string&);

// Refusals, too, say which protocol this is.
http::Awaitable<void> serve(Site& site, http::Exchange& exchange, Serve serve_it, std::string id) {
    std::exception_ptr error;
    try {
        require_tus(exchange);
        co_await serve_it(site, exchange, id);
    } catch (const http::ConnectionLost&) {
        throw;
    } catch (...) {
        if (exchange.has_begun()) throw;
        error = std::current_exception();
    }
    if (!error) co_return;
    auto answer = problem(error);
    answer.headers.emplace_back("Tus-Resumable", tus_version);
    co_await exchange.answer(std::move(answer));
}

void add(Router& router, Site& site, std::string_view method, const std::string& pattern, Serve serve_it) {
    router.add({method}, pattern, [&site, serve_it](http::Exchange& exchange, const Path& path) {
        return serve(site, exchange, serve_it, path.empty() ? std::string() : path.front());
    });
}

void add_options(Router& router, Site& site, const std::string& pattern, std::string_view allowed) {
    router.add({"OPTIONS"}, pattern, [&site, allowed](http::Exchange& exchange, const Path&) {
        return options(site, exchange, allowed);
    });
}

}  // namespace

void add_uploads(Router& router, Site& site) {
    add(router, site, "POST", "/uploads", post);
    add_options(router, site, "/uploads", "POST, OPTIONS");
    add(router, site, "HEAD", "/uploads/{}", head);
    add(router, site, "PATCH", "/uploads/{}", patch);
    add(router, site, "DELETE", "/uploads/{}", remove);
    add(router, site, "POST", "/uploads/{}", overridden);
    add_options(router, site, "/uploads/{}", "HEAD, PATCH, DELETE, POST, OPTIONS");
}

}  // namespace outfield::server
