#include "access/parts.h"

#include "base/random.h"

namespace outfield::access {
namespace {

constexpr std::size_t most_accounts = 10'000;
constexpr std::size_t most_keys = 10'000;
constexpr std::size_t most_sessions = 50'000;
constexpr std::size_t most_proofs = 20'000;
constexpr auto always = std::chrono::hours(24 * 365);

}  // namespace

Access::Parts::Parts(catalog::Catalog& catalog_, const Registry& registry_, const AccessOptions& options_)
    : catalog(catalog_),
      registry(registry_),
      options(options_),
      attempts(options.attempts_of_login, options.attempts_of_peer, options.attempts_window),
      accounts(most_accounts, options.trust),
      keys(most_keys, options.trust),
      sessions(most_sessions, options.trust),
      proofs(most_proofs, always) {
    fill_random(proof_key);
}

std::shared_ptr<const Account> Access::Parts::read_account(RecordId user) {
    const auto moment = accounts.moment();
    auto account = reading(
        [&](sql::Connection& connection) { return access::read_account(connection, registry, user); });
    if (account) accounts.put(user, account, moment);
    return account;
}

std::shared_ptr<const Account> Access::Parts::account(RecordId user) {
    if (auto known = accounts.find(user)) return *known;
    return read_account(user);
}

std::shared_ptr<const Account> Access::Parts::account(std::string_view login) {
    const auto user = reading([&](sql::Connection& connection) { return find_login(connection, login); });
    return user ? account(*user) : nullptr;
}

void Access::Parts::forget() {
    accounts.forget();
    keys.forget();
    sessions.forget();
}

}  // namespace outfield::access
