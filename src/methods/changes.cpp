// create, write, unlink.
#include "methods/changes.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "methods/defaults.h"
#include "methods/given_values.h"
#include "methods/model_rules.h"
#include "methods/table.h"

namespace outfield::methods {
namespace {

using access::Right;

// Also when the change failed: some of it may stand.
struct RightsChange {
    explicit RightsChange(const Request& request) : request_(request) {}
    ~RightsChange() {
        if (request_.rules.decides_rights) request_.access.forget();
    }
    RightsChange(const RightsChange&) = delete;
    RightsChange& operator=(const RightsChange&) = delete;

  private:
    const Request& request_;
};

const wire::Struct& as_values(const wire::Value& value) {
    static const wire::Struct none;
    if (const auto* values = value.as<wire::Struct>()) return *values;
    if (!value.is_unset())
        refuse(fmt::format("create(): values must be a struct, not {}", wire::type_name(value)));
    return none;
}

wire::Value create(const Request& request) {
    request.require(Right::create);
    const auto* value = request.arguments.find("vals_list");
    static const wire::Value nothing;
    if (value == nullptr) value = &nothing;
    const auto* list = value->as<wire::List>();
    std::vector<const wire::Struct*> many;
    if (list == nullptr) return create_records(request, {&as_values(*value)}).front();
    for (const auto& item : *list) many.push_back(&as_values(item));
    const auto ids = create_records(request, many);
    return wire::List(ids.begin(), ids.end());
}

wire::Value write(const Request& request) {
    request.require(Right::write);
    write_records(request, request.arguments.ids(), request.arguments.members("vals"));
    return true;
}

wire::Value unlink(const Request& request) {
    request.require(Right::unlink);
    unlink_records(request, request.arguments.ids());
    return true;
}

}  // namespace

void require_existence(const Request& request, const RecordIds& ids) {
    std::set<RecordId> missing(ids.begin(), ids.end());
    for (const auto& record : request.records().read(request.model.name, ids, {"id"}))
        missing.erase(record.id);
    if (!missing.empty())
        refuse_missing(request.model.name, {missing.begin(), missing.end()}, request.user());
}

RecordIds create_ordinary(const Request& request, const std::vector<const wire::Struct*>& many) {
    const auto defaults = default_values(request);
    std::vector<Values> values;
    values.reserve(many.size());
    for (const auto* given : many) values.push_back(values_of_new(request, *given, defaults));
    return request.records().create(request.model.name, values, request.user());
}

RecordIds create_records(const Request& request, const std::vector<const wire::Struct*>& many) {
    const RightsChange change(request);
    if (request.rules.create == nullptr) return create_ordinary(request, many);
    RecordIds ids;
    for (const auto* values : many) ids.push_back(request.rules.create(request, *values));
    return ids;
}

void write_ordinary(const Request& request, const RecordIds& ids, const wire::Struct& given) {
    const auto values = given_values(request, given);
    try {
        request.records().write(request.model.name, ids, values, request.user());
    } catch (const Error& error) {
        if (error.kind() == ErrorKind::not_found) require_existence(request, ids);
        throw;
    }
}

void write_records(const Request& request, const RecordIds& ids, const wire::Struct& given) {
    const RightsChange change(request);
    if (request.rules.check_records != nullptr) request.rules.check_records(request, ids);
    if (request.rules.check_values != nullptr) request.rules.check_values(request, given);
    if (request.rules.write != nullptr) {
        require_existence(request, ids);
        request.rules.write(request, ids, given);
    } else {
        write_ordinary(request, ids, given);
    }
}

void unlink_records(const Request& request, const RecordIds& ids) {
    require_existence(request, ids);
    if (request.rules.check_records != nullptr) request.rules.check_records(request, ids);
    const RightsChange change(request);
    if (request.rules.unlink != nullptr)
        request.rules.unlink(request, ids);
    else
        request.records().unlink(request.model.name, ids);
}

std::vector<Method> change_methods() {
    return {{"create", Purpose::changes, {"vals_list|vals|values"}, create},
            {"write", Purpose::changes, {"ids", "vals|values"}, write},
            {"unlink", Purpose::changes, {"ids"}, unlink}};
}

}  // namespace outfield::methods
