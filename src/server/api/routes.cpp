#include "server/api/routes.h"

namespace outfield::server::api {

void add_routes(Router& router, Site& site) {
    for (auto* add : {add_kinds, add_configurations, add_containers, add_placement, add_objects,
                      add_object_content, add_trash, add_tasks, add_events, add_status, add_users, add_audit,
                      add_me, add_usage, add_findings, add_operations})
        add(router, site);
}

}  // namespace outfield::server::api
