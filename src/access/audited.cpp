#include "access/audited.h"

#include "access/administrators.h"
#include "access/audit_log.h"

namespace outfield::access {

bool Audited::keeps_changes_of(std::string_view model) const {
    return model == "res.users" || model == "res.groups";
}

void Audited::saw(sql::Connection& connection, const catalog::Deed& deed) const {
    AuditLog(connection).add(identity_, peer_, deed.action, deed.model, deed.record, deed.detail);
    if (keeps_changes_of(deed.model) && deed.action != "create")
        require_an_administrator(connection, registry_);
}

}  // namespace outfield::access
