// Every route of the server, each from the file of its name in routes/.
#pragma once

#include <fmt/format.h>

#include "server/router.h"
#include "server/site.h"

namespace outfield::server {

void add_xmlrpc(Router& router, Site& site);
void add_jsonrpc(Router& router, Site& site);
void add_session(Router& router, Site& site);
void add_dataset(Router& router, Site& site);
void add_web_client(Router& router, Site& site);
void add_content(Router& router, Site& site);
void add_upload_attachment(Router& router, Site& site);
void add_files(Router& router, Site& site);
void add_uploads(Router& router, Site& site);
void add_health(Router& router, Site& site);
void add_metrics(Router& router, Site& site);
void add_openapi(Router& router, Site& site);
void add_page(Router& router, Site& site);

}  // namespace outfield::server
