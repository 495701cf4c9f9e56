// The routes of /api, each set from the file of its name.
#pragma once

#include "server/router.h"
#include "server/site.h"

namespace outfield::server::api {

void add_routes(Router& router, Site& site);  // all of them

void add_kinds(Router& router, Site& site);
void add_configurations(Router& router, Site& site);
void add_containers(Router& router, Site& site);
void add_placement(Router& router, Site& site);
void add_objects(Router& router, Site& site);
void add_object_content(Router& router, Site& site);
void add_trash(Router& router, Site& site);
void add_tasks(Router& router, Site& site);
void add_events(Router& router, Site& site);
void add_status(Router& router, Site& site);
void add_users(Router& router, Site& site);
void add_audit(Router& router, Site& site);
void add_me(Router& router, Site& site);
void add_usage(Router& router, Site& site);
void add_findings(Router& router, Site& site);
void add_operations(Router& router, Site& site);

}  // namespace outfield::server::api
