// What can be ordered as a task.
#pragma once

#include "server/api/call.h"

namespace outfield::server::api {

// By the call's body: {"kind": "check" | "scrub" | "collect" | "repair" | "move" | "delete" | "restore",
// ...}. Returns the task's document. Fault 400; ErrorKind::conflict when such a job runs already, here or on
// another server.
boost::json::object start_task(Site& site, Call& call);

}  // namespace outfield::server::api
