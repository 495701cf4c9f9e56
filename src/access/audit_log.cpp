#include "access/audit_log.h"

#include <limits>

#include "access/row_time.h"
#include "access/written_text.h"

namespace outfield::access {

void AuditLog::add(const Identity& identity, std::string_view peer, std::string_view action,
                   std::string_view model, RecordId record, std::string_view detail) {
    connection_.execute(
        "INSERT INTO outfield_audit (time, user_id, login, peer, action, model, record, detail) "
        "VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        {time_parameter(now()), identity.user, written(identity.login), written(peer), written(action),
         written(model), record, written(detail)});
}

std::vector<AuditEntry> AuditLog::page(std::int64_t before_id, std::size_t limit) {
    constexpr auto end = std::numeric_limits<std::int64_t>::max();
    std::vector<AuditEntry> entries;
    for (const auto& row : connection_.query(
             "SELECT id, time, user_id, login, peer, action, model, record, detail FROM outfield_audit "
             "WHERE id < $1 ORDER BY id DESC LIMIT $2",
             {before_id == 0 ? end : before_id, static_cast<std::int64_t>(limit)}))
        entries.push_back({.id = row.integer(0),
                           .time = row_time(row, 1),
                           .user = row.integer(2),
                           .login = row.text(3),
                           .peer = row.text(4),
                           .action = row.text(5),
                           .model = row.text(6),
                           .record = row.integer(7),
                           .detail = row.text(8)});
    return entries;
}

std::int64_t AuditLog::remove_before(Time time, std::int64_t most) {
    return connection_.execute(
        "DELETE FROM outfield_audit WHERE id IN "
        "(SELECT id FROM outfield_audit WHERE time < $1 ORDER BY time LIMIT $2)",
        {time_parameter(time), most});
}

}  // namespace outfield::access
