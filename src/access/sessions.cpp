#include "access/parts.h"
#include "access/random_secrets.h"
#include "access/row_time.h"
#include "access/session_rows.h"
#include "access/written_text.h"

namespace outfield::access {
namespace {

bool has_ended(const SessionRow& row, Time time, const AccessOptions& options) {
    return time >= row.seen + options.session_idle || time >= row.opened + options.session_life ||
           (row.key && row.key->has_expired(time));
}

}  // namespace

Session Access::open_session(const Identity& identity, std::string_view peer) {
    const auto token = generate_token();
    const auto time = now();
    parts_->writing([&](sql::Connection& connection) {
        SessionRows rows(connection);
        rows.add(*hash_of_token(token), identity.user, identity.key, written(peer), time);
        rows.remove_unseen_since(time - parts_->options.session_idle);
        AuditLog(connection).add(identity, peer, "session");
    });
    return {token, csrf_of_token(token), identity};
}

std::shared_ptr<const Session> Access::find_session(std::string_view token) {
    const auto hash = hash_of_token(token);
    if (!hash) return nullptr;
    if (auto known = parts_->sessions.find(*hash)) return *known;
    return parts_->read_session(*hash, token);
}

std::shared_ptr<const Session> Access::Parts::read_session(const Sha256& hash, std::string_view token) {
    const auto moment = sessions.moment();
    const auto accounts_moment = accounts.moment();
    std::optional<SessionRow> row;
    std::shared_ptr<const Account> account;
    catalog.database().read([&](sql::Connection& connection) {
        row = SessionRows(connection).find(hash);
        account = row ? access::read_account(connection, registry, row->user) : nullptr;
    });
    const auto time = now();
    if (!account || has_ended(*row, time, options)) return nullptr;
    accounts.put(row->user, account, accounts_moment);
    if (row->seen < time - touching_pause)
        writing([&](sql::Connection& connection) { SessionRows(connection).touch(hash, time); });
    auto session =
        std::make_shared<Session>(Session{std::string(token), csrf_of_token(token), account->identity});
    if (row->key) {
        session->identity.scope = row->key->scope;
        session->identity.key = row->key->id;
    }
    sessions.put(hash, session, moment);
    return session;
}

void Access::close_session(std::string_view token) {
    const auto hash = hash_of_token(token);
    if (!hash) return;
    parts_->writing([&](sql::Connection& connection) {
        const auto row = SessionRows(connection).find(*hash);
        const auto user = SessionRows(connection).remove(*hash);
        if (!row || !user) return;
        Identity who;
        if (const auto account = access::read_account(connection, parts_->registry, *user))
            who = account->identity;
        who.user = *user;
        AuditLog(connection).add(who, row->peer, "logout");
    });
    parts_->sessions.forget(*hash);
}

void Access::close_sessions(RecordId user) {
    parts_->writing([&](sql::Connection& connection) { SessionRows(connection).remove_of_user(user); });
    parts_->forget();
}

}  // namespace outfield::access
