// get_metadata, exists.
#include <map>

#include "methods/plain_values.h"
#include "methods/reading.h"
#include "methods/table.h"

namespace outfield::methods {
namespace {

wire::Value exists(const Request& request) {
    request.require(access::Right::read);
    wire::List found;
    for (const auto& record : request.records().read(request.model.name, request.arguments.ids(), {"id"}))
        found.emplace_back(record.id);
    return found;
}

// "base.user_admin" by record.
std::map<RecordId, Values> external_ids(const Request& request, const RecordIds& ids) {
    const std::vector<Leaf::Scalar> wanted(ids.begin(), ids.end());
    const auto found = request.records().search(
        "ir.model.data", Domain({{"model", "=", request.model.name}, {"res_id", "in", wanted}}));
    std::map<RecordId, Values> by_record;
    for (auto& row : request.records().read("ir.model.data", found, {"module", "name", "res_id", "noupdate"}))
        if (const auto* record = std::get_if<std::int64_t>(&row.values.at("res_id")))
            by_record.emplace(*record, std::move(row.values));
    return by_record;
}

wire::Value get_metadata(const Request& request) {
    request.require(access::Right::read);
    const auto ids = request.arguments.ids();
    const auto known = external_ids(request, ids);
    wire::List answer;
    for (auto& record :
         read_records(request, ids, {"create_uid", "create_date", "write_uid", "write_date"})) {
        const auto found = known.find(*record.find("id")->as<std::int64_t>());
        const bool named = found != known.end();
        record.set("xmlid", named ? wire::Value(text_of(found->second, "module") + '.' +
                                                text_of(found->second, "name"))
                                  : wire::Value(false));
        const auto* fixed = named ? std::get_if<bool>(&found->second.find("noupdate")->second) : nullptr;
        record.set("noupdate", fixed != nullptr && *fixed);
        answer.emplace_back(std::move(record));
    }
    return answer;
}

}  // namespace

std::vector<Method> metadata_methods() {
    return {{"exists", Purpose::asks, {"ids"}, exists},
            {"get_metadata", Purpose::asks, {"ids"}, get_metadata}};
}

}  // namespace outfield::methods
