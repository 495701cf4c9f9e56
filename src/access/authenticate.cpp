#include <fmt/format.h>

#include "access/parts.h"
#include "access/random_secrets.h"

namespace outfield::access {
namespace {

Sha256 proof_of(Bytes key, RecordId user, std::string_view peer, std::string_view password) {
    return hmac(key, {fmt::format("{}:{}:", user, peer.size()), peer, password});
}

}  // namespace

std::optional<Identity> Access::authenticate(std::string_view login, std::string_view password,
                                             std::string_view peer) {
    return parts_->prove({parts_->account(login), password, peer, Attempts::attempt(login, peer)});
}

std::optional<Identity> Access::authenticate(RecordId user, std::string_view password,
                                             std::string_view peer) {
    auto account = parts_->account(user);
    auto attempt = Attempts::attempt(account ? account->identity.login : fmt::format("{}", user), peer);
    return parts_->prove({std::move(account), password, peer, std::move(attempt)});
}

bool Access::remembers(std::string_view login, std::string_view password, std::string_view peer) {
    if (looks_like_api_key(password)) return true;
    const Parts::Claim claim{parts_->account(login), password, peer, Attempts::attempt(login, peer)};
    const auto user = claim.account ? claim.account->identity.user : 0;
    return parts_->remembers(claim, proof_of(parts_->proof_key, user, peer, password));
}

std::optional<Identity> Access::authenticate_key(std::string_view key, std::string_view peer) {
    const auto known = looks_like_api_key(key) ? parts_->key(key) : nullptr;
    auto account = known ? parts_->account(known->user) : nullptr;
    auto attempt = Attempts::attempt(account ? account->identity.login : "(API key)", peer);
    return parts_->prove({std::move(account), key, peer, std::move(attempt)});
}

std::optional<Identity> Access::Parts::prove(Claim claim) {
    attempts.require_peer_free(claim.attempt);
    if (looks_like_api_key(claim.password)) {
        auto identity = prove_key(claim);
        if (!identity) {
            attempts.refused(claim.attempt);
            note(claim, "login.refused");
        }
        return identity;
    }
    const auto verdict = prove_password(claim);
    if (verdict == Verdict::proved) note(claim, "login");
    if (verdict != Verdict::refused) return claim.account->identity;
    note(claim, "login.refused");
    return std::nullopt;
}

bool Access::Parts::remembers(const Claim& claim, const Sha256& proof) const {
    if (!claim.account || claim.account->password.empty()) return false;
    const auto hash = proofs.find(proof);
    return hash && *hash == claim.account->password;
}

Access::Parts::Verdict Access::Parts::prove_password(Claim& claim) {
    const auto user = claim.account ? claim.account->identity.user : 0;
    const auto proof = proof_of(proof_key, user, claim.peer, claim.password);
    if (remembers(claim, proof)) return Verdict::remembered;
    attempts.require_login_free(claim.attempt);

    const PasswordHasher::Turn turn(hasher);
    attempts.require_peer_free(claim.attempt);  // others had their turn meanwhile
    if (claim.account) claim.account = read_account(user);
    if (remembers(claim, proof)) return Verdict::remembered;
    attempts.require_login_free(claim.attempt);
    const bool has_password = claim.account && !claim.account->password.empty();
    const auto moment = proofs.moment();
    if (!turn.verify(has_password ? claim.account->password : hasher.nobody(), claim.password) ||
        !has_password) {
        attempts.refused(claim.attempt);
        return Verdict::refused;
    }
    proofs.put(proof, claim.account->password, moment);
    return Verdict::proved;
}

void Access::Parts::note(const Claim& claim, std::string_view action) {
    Identity who;
    if (claim.account) who.user = claim.account->identity.user;
    who.login = claim.attempt.login;
    writing([&](sql::Connection& connection) { AuditLog(connection).add(who, claim.peer, action); });
}

}  // namespace outfield::access
