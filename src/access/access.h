// Users, their passwords, API keys and sessions, what they may do, and what they did.
#pragma once

#include <outfield/error.h>
#include <outfield/registry.h>
#include <outfield/settings.h>
#include <outfield/time.h>
#include <outfield/value.h>

#include <chrono>
#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "access/api_key.h"
#include "access/audit_log.h"
#include "access/identity.h"

namespace outfield {
namespace catalog {
class Catalog;
}
}  // namespace outfield

namespace outfield::access {

struct AccessOptions {
    std::chrono::seconds session_idle = std::chrono::hours(24 * 7);  // unused so long, a session ends
    std::chrono::seconds session_life = std::chrono::hours(24 * 90);
    // Wrong passwords of one login, or from one address (of IPv6: from one /64), within the window; then all
    // are refused until the oldest of them has left it.
    int attempts_of_login = 10;
    int attempts_of_peer = 50;
    std::chrono::seconds attempts_window = std::chrono::minutes(5);
    // How long this process trusts what it has read of users, keys and sessions: a change made by another
    // process is seen after it at the latest, one made through this object at once.
    std::chrono::milliseconds trust = std::chrono::seconds(2);
};

// ErrorKind::unavailable, retryable.
struct TooManyAttempts : Error {
    TooManyAttempts(const std::string& message, std::chrono::seconds how_long)
        : Error(ErrorKind::unavailable, message, Retry::yes), wait(how_long) {}

    const std::chrono::seconds wait;
};

struct Session {
    std::string token;  // 64 hexadecimal digits; the database knows its SHA-256 alone
    std::string csrf;   // for forms; follows from the token
    Identity identity;
};

// Thread-safe; asks the catalog and nobody else, and lives no longer than what it is given. What is answered
// from memory takes a microsecond or a few; the rest waits for the catalog, and a password that was not
// proved before for Argon2id too (tens of milliseconds, for as many at once as there are processors). Errors:
// denied, not_found, invalid, and those of the catalog.
class Access {
  public:
    Access(catalog::Catalog& catalog, const Registry& registry, const AccessOptions& options = {});
    ~Access();

    // A first administrator (record 2 of res.users, login "admin") with a generated password, which is
    // answered once; nothing when some user has a password already. Safe beside other servers that start.
    std::optional<Secret> create_administrator();

    // By password or API key. nullopt: refused, whatever the reason; an unknown login takes as long as a
    // wrong password. Throws TooManyAttempts when there were too many. `peer` is the client's address. The
    // audit log gets the first success of a password from an address ("login"), and each refusal
    // ("login.refused").
    std::optional<Identity> authenticate(std::string_view login, std::string_view password,
                                         std::string_view peer);
    // The same for the user's record, as execute_kw gives it. A password that this address has proved once is
    // answered from memory, even while others' attempts block the login.
    std::optional<Identity> authenticate(RecordId user, std::string_view password, std::string_view peer);

    // Whether `authenticate` needs no Argon2id for this: the address has proved the password before, or it is
    // an API key.
    bool remembers(std::string_view login, std::string_view password, std::string_view peer);

    // By an API key alone: it says whose it is.
    std::optional<Identity> authenticate_key(std::string_view key, std::string_view peer);

    std::optional<Identity> find_user(RecordId user);  // without proof: nullopt when unknown or inactive

    // A session of an identity that was authenticated: always a new token. It ends with close_session, by
    // time, when the user's password changes, when the user is not active any more, and with the API key that
    // opened it.
    Session open_session(const Identity& identity, std::string_view peer);
    std::shared_ptr<const Session> find_session(std::string_view token);  // nullptr: none, or it has ended
    void close_session(std::string_view token);
    void close_sessions(RecordId user);  // all that the user has

    // Whether this user may do that with records of this model; everything that is not granted is refused.
    bool may(const Identity& identity, std::string_view model, Right right) const;
    // The same for the binary fields of the model, which an API key for files may use too.
    bool may_files(const Identity& identity, std::string_view model, Right right) const;
    // Throws ErrorKind::denied and names the model, the right and the groups that have it; not_found for a
    // model that does not exist.
    void require(const Identity& identity, std::string_view model, Right right) const;
    void require_files(const Identity& identity, std::string_view model, Right right) const;

    // `by` and `peer` are for the audit log: who did it, and from where.

    // Sessions of the user end. invalid: shorter than 8 characters, longer than 1024 bytes, or of the shape
    // of an API key.
    void set_password(RecordId user, const Secret& password, const Identity& by = system_identity(),
                      std::string_view peer = {});
    // Whether the user has one; without it there are API keys alone.
    bool has_password(RecordId user);

    // The key itself is answered once; the database knows its hash alone. `scope`: "", "read" or "files".
    std::pair<ApiKey, Secret> create_key(RecordId user, std::string_view name, std::string_view scope,
                                         std::optional<std::chrono::seconds> valid_for,
                                         const Identity& by = system_identity(), std::string_view peer = {});
    std::vector<ApiKey> keys(RecordId user);
    // Its sessions end. not_found: the user has no such key.
    void revoke_key(RecordId user, std::int64_t key, const Identity& by = system_identity(),
                    std::string_view peer = {});

    // In a transaction of its own: for what cannot be told in the transaction that does it
    // (access/audited.h).
    void audit(const Identity& identity, std::string_view peer, std::string_view action,
               std::string_view model = {}, RecordId record = 0, std::string_view detail = {});
    // Newest first, those before `before_id`; 0: from the end.
    std::vector<AuditEntry> audit_entries(std::int64_t before_id, std::size_t limit);
    std::size_t prune_audit(Time before);  // forgets what is older; how many entries that were

    // What it has in memory is read again: after a module was installed, or users and groups were written.
    void forget();

  private:
    struct Parts;
    std::unique_ptr<Parts> parts_;
};

}  // namespace outfield::access
