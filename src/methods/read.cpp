// read, default_get.
#include <algorithm>

#include "methods/defaults.h"
#include "methods/plain_values.h"
#include "methods/reading.h"
#include "methods/table.h"

namespace outfield::methods {
namespace {

wire::Value read(const Request& request) {
    request.require(access::Right::read);
    const auto load = request.arguments.text("load", "_classic_read");
    wire::List answer;
    for (auto& record : read_records(request, request.arguments.ids(), request.arguments.texts("fields"),
                                     load == "_classic_read" ? Load::classic : Load::write))
        answer.emplace_back(std::move(record));
    return answer;
}

wire::Value default_get(const Request& request) {
    request.require(access::Right::read);
    const auto wanted = request.arguments.texts("fields_list");
    wire::Struct answer;
    for (auto& [name, value] : default_values(request))
        if (std::ranges::find(wanted, name) != wanted.end()) answer.set(name, std::move(value));
    return answer;
}

}  // namespace

std::vector<Method> read_methods() {
    return {{"read", Purpose::asks, {"ids", "fields", "load"}, read},
            {"default_get", Purpose::asks, {"fields_list|fields"}, default_get}};
}

}  // namespace outfield::methods
