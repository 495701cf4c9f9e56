// create, write, unlink.
#include "methods/changes.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "methods/defaults.h"
#include "methods/given_values.h"
#include "methods/model_rules.h"
#include "methods/removals.h"
#include "methods/shown.h"
#include "methods/table.h"

namespace outfield::methods {
namespace {

using access::Right;

void audit_removals(const Request& request, const RecordIds& ids, const Values& values) {
    for (const auto& [model, record] : removals_by(request.instance, request.model, ids, values))
        request.on(model).audit("unlink", record, "by a command of " + request.model.name);
}

void rights_changed(const Request& request, std::string_view action, const RecordIds& ids,
                    const wire::Struct& values) {
    if (!request.rules.decides_rights) return;
    request.access.forget();
    for (const auto id : ids) request.audit(action, id, names_of(values));
}

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
    RecordIds ids;
    if (request.rules.create == nullptr)
        ids = create_ordinary(request, many);
    else
        for (const auto* values : many) ids.push_back(request.rules.create(request, *values));
    for (std::size_t i = 0; i < ids.size(); ++i) rights_changed(request, "create", {ids[i]}, *many[i]);
    return ids;
}

void write_ordinary(const Request& request, const RecordIds& ids, const wire::Struct& given) {
    const auto values = given_values(request, given);
    audit_removals(request, ids, values);
    try {
        request.records().write(request.model.name, ids, values, request.user());
    } catch (const Error& error) {
        if (error.kind() == ErrorKind::not_found) require_existence(request, ids);
        throw;
    }
}

void write_records(const Request& request, const RecordIds& ids, const wire::Struct& given) {
    if (request.rules.check_records != nullptr) request.rules.check_records(request, ids);
    if (request.rules.check_values != nullptr) request.rules.check_values(request, given);
    if (request.rules.write != nullptr) {
        require_existence(request, ids);
        request.rules.write(request, ids, given);
    } else {
        write_ordinary(request, ids, given);
    }
    rights_changed(request, "write", ids, given);
}

void unlink_records(const Request& request, const RecordIds& ids) {
    require_existence(request, ids);
    if (request.rules.check_records != nullptr) request.rules.check_records(request, ids);
    // Before it happens: what is deleted is never missing in the log, whatever becomes of this process.
    const std::set<RecordId> each(ids.begin(), ids.end());
    for (const auto id : each) request.audit("unlink", id);
    try {
        if (request.rules.unlink != nullptr)
            request.rules.unlink(request, ids);
        else
            request.records().unlink(request.model.name, ids);
    } catch (const Error& error) {
        for (const auto id : each) request.audit("unlink.failed", id, error.what());
        throw;
    }
    if (request.rules.decides_rights) request.access.forget();
}

std::vector<Method> change_methods() {
    return {{"create", Purpose::changes, {"vals_list|vals|values"}, create},
            {"write", Purpose::changes, {"ids", "vals|values"}, write},
            {"unlink", Purpose::changes, {"ids"}, unlink}};
}

}  // namespace outfield::methods
