#include "access/access.h"

#include "access/parts.h"
#include "access/rights.h"

namespace outfield::access {
namespace {

constexpr std::int64_t most_pruned_at_once = 1'000;

bool allowed(const Registry& registry, const Identity& identity, std::string_view model, Right right,
             Reach reach) {
    return registry.has_model(model) && allows(registry.model(model), identity, right, reach);
}

}  // namespace

Access::Access(catalog::Catalog& catalog, const Registry& registry, const AccessOptions& options)
    : parts_(std::make_unique<Parts>(catalog, registry, options)) {}
Access::~Access() = default;

std::optional<Identity> Access::find_user(RecordId user) {
    const auto account = parts_->account(user);
    return account ? std::optional(account->identity) : std::nullopt;
}

void Access::forget() {
    parts_->forget();
}

bool Access::may(const Identity& identity, std::string_view model, Right right) const {
    return allowed(parts_->registry, identity, model, right, Reach::records);
}

bool Access::may_files(const Identity& identity, std::string_view model, Right right) const {
    return allowed(parts_->registry, identity, model, right, Reach::files);
}

void Access::require(const Identity& identity, std::string_view model, Right right) const {
    require_allowed(parts_->registry.model(model), identity, right, Reach::records);
}

void Access::require_files(const Identity& identity, std::string_view model, Right right) const {
    require_allowed(parts_->registry.model(model), identity, right, Reach::files);
}

void Access::audit(const Identity& identity, std::string_view peer, std::string_view action,
                   std::string_view model, RecordId record, std::string_view detail) {
    parts_->writing([&](sql::Connection& connection) {
        AuditLog(connection).add(identity, peer, action, model, record, detail);
    });
}

std::vector<AuditEntry> Access::audit_entries(std::int64_t before_id, std::size_t limit) {
    return parts_->reading(
        [&](sql::Connection& connection) { return AuditLog(connection).page(before_id, limit); });
}

std::size_t Access::prune_audit(Time before) {
    std::size_t removed = 0;
    for (;;) {
        const auto some = parts_->writing([&](sql::Connection& connection) {
            return AuditLog(connection).remove_before(before, most_pruned_at_once);
        });
        removed += static_cast<std::size_t>(some);
        if (some < most_pruned_at_once) return removed;
    }
}

}  // namespace outfield::access
