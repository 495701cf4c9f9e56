// /api/tasks: long work on this server, started here and followed by /api/events.
#include <boost/json.hpp>

#include "server/api/call.h"
#include "server/api/routes.h"
#include "server/api/task_orders.h"

namespace outfield::server::api {
namespace {

Reply list(Site& site, Call&) {
    return items(site.tasks.all());
}

http::Fault no_such_task() {
    return {404, "there is no such task on this server; the last hundred are remembered until it stops"};
}

Reply show(Site& site, Call& call) {
    auto task = site.tasks.find(call.path.at(0));
    if (!task) throw no_such_task();
    return {std::move(*task)};
}

Reply start(Site& site, Call& call) {
    return {start_task(site, call), 202};
}

Reply stop(Site& site, Call& call) {
    if (!site.tasks.stop(call.path.at(0))) throw no_such_task();
    return show(site, call);
}

}  // namespace

void add_tasks(Router& router, Site& site) {
    add(router, site, "GET", "/api/tasks", list);
    add(router, site, "POST", "/api/tasks", start);
    add(router, site, "GET", "/api/tasks/{}", show);
    add(router, site, "DELETE", "/api/tasks/{}", stop);
}

}  // namespace outfield::server::api
