// search, search_count, search_read.
#include <algorithm>

#include "methods/domains.h"
#include "methods/reading.h"
#include "methods/table.h"

namespace outfield::methods {
namespace {

SearchOptions page_of(const Request& request) {
    const auto& arguments = request.arguments;
    return {.offset = arguments.number("offset").value_or(0),
            .limit = arguments.number("limit"),
            .order = order_of(request, arguments.text("order"))};
}

Domain asked_domain(const Request& request) {
    request.require(access::Right::read);
    return visible_domain(request, domain_of(request, request.arguments.find("domain")));
}

wire::Value count(const Request& request) {
    const auto found = request.records().count(request.model.name, asked_domain(request));
    return static_cast<std::int64_t>(std::min(found, request.arguments.number("limit").value_or(found)));
}

wire::Value search(const Request& request) {
    if (request.arguments.flag("count", false)) return count(request);
    const auto ids = request.records().search(request.model.name, asked_domain(request), page_of(request));
    return wire::List(ids.begin(), ids.end());
}

wire::Value search_read(const Request& request) {
    const auto ids = request.records().search(request.model.name, asked_domain(request), page_of(request));
    const auto load = request.arguments.text("load") == "_classic_write" ? Load::write : Load::classic;
    wire::List answer;
    for (auto& record : read_records(request, ids, request.arguments.texts("fields"), load))
        answer.emplace_back(std::move(record));
    return answer;
}

}  // namespace

std::vector<Method> search_methods() {
    return {{"search", Purpose::asks, {"domain|args", "offset", "limit", "order", "count"}, search},
            {"search_count", Purpose::asks, {"domain|args", "limit"}, count},
            {"search_read",
             Purpose::asks,
             {"domain|args", "fields", "offset", "limit", "order", "load"},
             search_read}};
}

}  // namespace outfield::methods
