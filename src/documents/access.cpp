#include "documents/access.h"

#include <boost/json.hpp>

#include "documents/text.h"

namespace outfield::access {

namespace json = boost::json;

json::object to_json(const ApiKey& key) {
    return {{"id", key.id},
            {"name", json_text(key.name)},
            {"scope", key.scope},
            {"created", json_time(key.created)},
            {"expires", json_time(key.expires)},
            {"last_used", json_time(key.last_used)}};
}

json::object to_json(const AuditEntry& entry) {
    return {{"id", entry.id},
            {"time", json_time(entry.time)},
            {"user", entry.user},
            {"login", json_text(entry.login)},
            {"peer", json_text(entry.peer)},
            {"action", json_text(entry.action)},
            {"model", json_text(entry.model)},
            {"record", entry.record},
            {"detail", json_text(entry.detail)}};
}

}  // namespace outfield::access
