// GET /web/content/... and /web/image/...: stored files at the addresses that OpenERP's browsers know.
#include <openssl/crypto.h>
#include <outfield/error.h>

#include <algorithm>

#include "base/text.h"
#include "server/credentials.h"
#include "server/delivery.h"
#include "server/file_access.h"
#include "server/routes.h"
#include "wire/query_string.h"
#include "wire/safe_inline.h"

namespace outfield::server {
namespace {

constexpr std::string_view attachment_model = "ir.attachment", token_field = "access_token";

struct Wanted {
    FieldAddress address;
    std::string name;        // of the path; empty: the record's
    std::string name_field;  // of the record
    std::string media_type;  // empty: the value's own
    std::string access_token;
    DeliveryOptions delivery;
};

bool is_number(std::string_view text) {
    return parse_unsigned(text).has_value();
}

// "128x128": the size of a picture, which is delivered as it is.
bool is_picture_size(std::string_view text) {
    const auto cross = text.find('x');
    return cross != std::string_view::npos && is_number(text.substr(0, cross)) &&
           is_number(text.substr(cross + 1));
}

Wanted wanted_by(Path path, const wire::QueryString& query) {
    Wanted wanted;
    path.erase(std::remove_if(path.begin(), path.end(), [](const auto& part) { return part.empty(); }),
               path.end());
    path.erase(std::remove_if(path.begin(), path.end(), is_picture_size), path.end());
    if (!path.empty() && is_number(path[0])) {
        wanted.address = field_address(attachment_model, path[0], query.get("field", "raw"));
        if (path.size() > 1) wanted.name = path[1];
    } else if (path.size() >= 2) {
        wanted.address = field_address(path[0], path[1], path.size() > 2 ? path[2] : "raw");
        if (path.size() > 3) wanted.name = path[3];
    } else {
        wanted.address = field_address(query.get("model", std::string(attachment_model)), query.get("id"),
                                       query.get("field", "raw"));
    }
    wanted.name_field = query.get("filename_field", "name");
    if (const auto* name = query.find("filename")) wanted.name = *name;
    if (const auto type = query.get("mimetype"); wire::may_be_shown(type)) wanted.media_type = type;
    wanted.access_token = query.get("access_token");
    wanted.delivery.saved = query.get("download") == "true" || query.get("download") == "1";
    if (query.find("nocache"))
        wanted.delivery.cache_control = "no-store";
    else if (!query.get("unique").empty())
        wanted.delivery.cache_control = "private, max-age=31536000, immutable";
    return wanted;
}

std::string text_of(Site& site, const FieldAddress& address, const std::string& field) {
    const auto* declared = site.instance.registry().model(address.model).find(field);
    if (!declared || (declared->type != FieldType::character && declared->type != FieldType::text)) return {};
    const auto records = site.instance.records().read(address.model, {address.record}, {field});
    if (records.empty()) return {};
    const auto* text = std::get_if<std::string>(&records.front().values.at(field));
    return text ? *text : std::string();
}

bool has_token(Site& site, const Wanted& wanted) {
    if (wanted.access_token.empty() || wanted.address.model != attachment_model) return false;
    const auto token = text_of(site, wanted.address, std::string(token_field));
    return token.size() == wanted.access_token.size() &&
           CRYPTO_memcmp(token.data(), wanted.access_token.data(), token.size()) == 0;
}

// An attachment's name is that of its file. Everything else in a record needs the right to read records,
// which neither a token nor a key for files gives; a token is never told.
bool may_name(Site& site, const std::optional<access::Identity>& identity, const Wanted& wanted) {
    const auto& model = wanted.address.model;
    if (model == attachment_model && wanted.name_field == "name") return true;
    return identity && wanted.name_field != token_field &&
           site.access.may(*identity, model, access::Right::read);
}

// Whatever is wrong, the answer is that there is nothing: who may not see a file is not told that it exists.
std::optional<Attachment> find(Site& site, const Credentials& credentials, Wanted& wanted) try {
    std::optional<access::Identity> identity;
    if (!has_token(site, wanted)) {
        identity = identify(site.access, credentials);
        if (!identity) return std::nullopt;
        require_file_right(site, *identity, wanted.address, access::Right::read);
    }
    auto attachment = site.instance.binaries().describe(wanted.address);
    if (attachment && wanted.name.empty() && may_name(site, identity, wanted))
        wanted.name = text_of(site, wanted.address, wanted.name_field);
    if (attachment && !wanted.media_type.empty()) attachment->media_type = wanted.media_type;
    return attachment;
} catch (const http::Fault&) {
    return std::nullopt;
} catch (const Error& error) {
    if (error.kind() == ErrorKind::not_found || error.kind() == ErrorKind::invalid) return std::nullopt;
    throw;
}

Delivery plan(Site& site, const http::Exchange& exchange, const Credentials& credentials, Wanted& wanted) {
    const auto attachment = find(site, credentials, wanted);
    if (!attachment) throw http::Fault(404, "there is no such file");
    wanted.delivery.file_name = wanted.name;
    return plan_delivery(site, exchange, *attachment, wanted.delivery);
}

http::Awaitable<void> serve(Site& site, http::Exchange& exchange, Path path) {
    const auto credentials = credentials_of(exchange);
    auto wanted = wanted_by(std::move(path), wire::parse_query(exchange.query()));
    exchange.work()->handles(wanted.address.model, wanted.address.record, wanted.address.field);
    auto* const threads = co_await threads_for(site, credentials);
    auto delivery = co_await threads->run([&] { return plan(site, exchange, credentials, wanted); });
    co_await deliver(site, exchange, std::move(delivery));
}

}  // namespace

void add_content(Router& router, Site& site) {
    for (const auto* pattern : {"/web/content/*", "/web/image/*"})
        router.add({"GET"}, pattern, [&site](http::Exchange& exchange, const Path& path) {
            return serve(site, exchange, path);
        });
}

}  // namespace outfield::server
