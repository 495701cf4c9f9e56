#include <fmt/format.h>
#include <outfield/error.h>

#include <algorithm>
#include <array>

#include "access/parts.h"
#include "access/random_secrets.h"
#include "access/row_time.h"
#include "access/written_text.h"
#include "base/text.h"

namespace outfield::access {
namespace {

constexpr std::array<std::string_view, 3> scopes{"", "read", "files"};
constexpr std::chrono::seconds longest_life = std::chrono::hours(24 * 366 * 100);

void check_key(std::string_view name, std::string_view scope,
               const std::optional<std::chrono::seconds>& valid_for) {
    if (trim(name).empty() || !can_be_stored(name))
        throw Error(ErrorKind::invalid, fmt::format("{} cannot name an API key: a name says what the key is "
                                                    "for, in at most 256 bytes of UTF-8",
                                                    in_quotes(name, 60)));
    if (std::ranges::find(scopes, scope) == scopes.end())
        throw Error(
            ErrorKind::invalid,
            fmt::format("an API key has no scope {}; there are: 'read', 'files', and none, for whatever "
                        "the user may",
                        in_quotes(scope, 60)));
    if (valid_for && (*valid_for <= std::chrono::seconds::zero() || *valid_for > longest_life))
        throw Error(ErrorKind::invalid, "an API key is valid for a second to a hundred years");
}

std::string said_of(const ApiKey& key) {
    const auto scope = key.scope.empty() ? std::string() : fmt::format(", scope {}", key.scope);
    return fmt::format("key {} {}{}", key.id, in_quotes(key.name, 100), scope);
}

}  // namespace

std::pair<ApiKey, Secret> Access::create_key(RecordId user, std::string_view name, std::string_view scope,
                                             std::optional<std::chrono::seconds> valid_for,
                                             const Identity& by, std::string_view peer) {
    check_key(name, scope, valid_for);
    ApiKey key{.name = std::string(name),
               .scope = std::string(scope),
               .created = now(),
               .expires = {},
               .last_used = {}};
    key.user = user;
    if (valid_for) key.expires = key.created + *valid_for;
    auto secret = generate_api_key();
    key.id = parts_->writing([&](sql::Connection& connection) {
        require_user(connection, user);
        auto written = key;
        written.id = ApiKeyRows(connection).add(key, sha256_of(secret.reveal()));
        AuditLog(connection).add(by, peer, "key.create", "res.users", user, said_of(written));
        return written.id;
    });
    return {std::move(key), std::move(secret)};
}

std::vector<ApiKey> Access::keys(RecordId user) {
    return parts_->reading([&](sql::Connection& connection) { return ApiKeyRows(connection).of_user(user); });
}

void Access::revoke_key(RecordId user, std::int64_t key, const Identity& by, std::string_view peer) {
    parts_->writing([&](sql::Connection& connection) {
        const auto removed = ApiKeyRows(connection).remove(user, key);
        if (!removed)
            throw Error(ErrorKind::not_found,
                        fmt::format("this user has no API key with the number {}", key));
        AuditLog(connection).add(by, peer, "key.revoke", "res.users", user, said_of(*removed));
    });
    parts_->forget();
}

std::shared_ptr<const ApiKey> Access::Parts::key(std::string_view text) {
    const auto hash = sha256_of(text);
    if (auto known = keys.find(hash)) return *known;
    const auto moment = keys.moment();
    const auto row = reading([&](sql::Connection& connection) { return ApiKeyRows(connection).find(hash); });
    const auto time = now();
    if (!row || row->has_expired(time)) return nullptr;
    if (!row->last_used || *row->last_used < time - touching_pause)
        writing([&](sql::Connection& connection) { ApiKeyRows(connection).touch(row->id, time); });
    auto key = std::make_shared<const ApiKey>(*row);
    keys.put(hash, key, moment);
    return key;
}

std::optional<Identity> Access::Parts::prove_key(const Claim& claim) {
    if (!claim.account) return std::nullopt;
    const auto found = key(claim.password);
    if (!found || found->user != claim.account->identity.user || found->has_expired(now()))
        return std::nullopt;
    auto identity = claim.account->identity;
    identity.scope = found->scope;
    identity.key = found->id;
    return identity;
}

}  // namespace outfield::access
