// What Access is made of.
#pragma once

#include <array>

#include "access/access.h"
#include "access/account.h"
#include "access/attempts.h"
#include "access/memory.h"
#include "access/password_hasher.h"
#include "catalog/catalog.h"
#include "sql/database.h"

namespace outfield::access {

struct Access::Parts {
    // Somebody says to be this user.
    struct Claim {
        std::shared_ptr<const Account> account;  // nullptr: there is no such user
        std::string_view password, peer;
        Attempts::Attempt attempt;
    };
    enum class Verdict { proved, remembered, refused };

    Parts(catalog::Catalog& catalog_, const Registry& registry_, const AccessOptions& options_);

    template <typename Work>
    auto reading(Work&& work) {
        return sql::reading(catalog.database(), std::forward<Work>(work));
    }
    template <typename Work>
    auto writing(Work&& work) {
        return sql::writing(catalog.database(), std::forward<Work>(work));
    }

    // nullptr: unknown or not active.
    std::shared_ptr<const Account> account(RecordId user);
    std::shared_ptr<const Account> account(std::string_view login);
    std::shared_ptr<const Account> read_account(RecordId user);  // whatever is in memory

    std::optional<Identity> prove(Claim claim);
    std::optional<Identity> prove_key(const Claim& claim);
    std::shared_ptr<const ApiKey> key(std::string_view text);
    Verdict prove_password(Claim& claim);
    bool remembers(const Claim& claim, const Sha256& proof) const;
    void note(const Claim& claim, std::string_view action);

    std::shared_ptr<const Session> read_session(const Sha256& hash, std::string_view token);

    void forget();

    catalog::Catalog& catalog;
    const Registry& registry;
    const AccessOptions options;
    PasswordHasher hasher;
    Attempts attempts;
    Memory<RecordId, std::shared_ptr<const Account>> accounts;
    Memory<Sha256, std::shared_ptr<const ApiKey>> keys;       // by its hash
    Memory<Sha256, std::shared_ptr<const Session>> sessions;  // by the hash of its token
    // A right password with its user and peer, under a key that nobody else knows, and the hash that it fits.
    Memory<Sha256, std::string> proofs;
    std::array<std::byte, 32> proof_key{};
};

}  // namespace outfield::access
