// GET /openapi.yaml: the description of the plain interface.
#include "server/routes.h"

namespace outfield::server {

namespace embedded {
extern const std::string_view openapi;  // docs/openapi.yaml, when the program was built
}

static http::Awaitable<void> serve(http::Exchange& exchange) {
    http::Answer answer{200,
                        "application/yaml",
                        std::string(embedded::openapi),
                        {{"Cache-Control", "no-cache"}, {"X-Content-Type-Options", "nosniff"}}};
    co_await exchange.answer(std::move(answer));
}

void add_openapi(Router& router, Site&) {
    router.add({"GET"}, "/openapi.yaml",
               [](http::Exchange& exchange, const Path&) { return serve(exchange); });
}

}  // namespace outfield::server
