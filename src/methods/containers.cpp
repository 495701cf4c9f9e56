// external.storage.container.
#include <fmt/format.h>

#include <set>

#include "methods/given_values.h"
#include "methods/model_rules.h"
#include "methods/storage_names.h"

namespace outfield::methods {
namespace {

using access::Right;
using Ids = std::set<RecordId>;

std::vector<std::string_view> writable(const Model&) {
    return {"name", "configuration_id", "key_prefix", "retention", "presigned", "module_ids"};
}

Ids modules_of(const Request& request, RecordId container) {
    const auto records = request.records().read(request.model.name, {container}, {"module_ids"});
    const auto* ids = std::get_if<RecordIds>(&records.at(0).values.at("module_ids"));
    return ids == nullptr ? Ids() : Ids(ids->begin(), ids->end());
}

void apply(const Command& command, Ids& modules) {
    switch (command.kind) {
        case Command::Kind::link:
            modules.insert(command.id);
            return;
        case Command::Kind::unlink:
            modules.erase(command.id);
            return;
        case Command::Kind::clear:
            return modules.clear();
        case Command::Kind::set:
            modules = Ids(command.ids.begin(), command.ids.end());
            return;
        default:
            refuse(
                "external.storage.container.module_ids: modules are assigned, not created, written or "
                "deleted");
    }
}

std::string module_name(const Request& request, RecordId id) {
    const auto records = request.records().read("ir.module.module", {id}, {"name"});
    if (records.empty()) refuse_missing("ir.module.module", {id}, request.user());
    return std::get<std::string>(records.front().values.at("name"));
}

// nullopt: nothing is said about them.
std::optional<std::vector<std::string>> modules_in(const Request& request, Ids modules, const Values& given) {
    const auto value = given.find("module_ids");
    if (value == given.end()) return std::nullopt;
    if (const auto* commands = std::get_if<Commands>(&value->second))
        for (const auto& command : *commands) apply(command, modules);
    else
        modules.clear();
    std::vector<std::string> names;
    for (const auto id : modules) names.push_back(module_name(request, id));
    return names;
}

// `modules`: those that it has.
ContainerOptions options_in(const Request& request, const wire::Struct& values, const Values& given,
                            Ids modules) {
    ContainerOptions options;
    options.key_prefix = text_in(request, values, "key_prefix");
    const auto retention = given.find("retention");
    if (retention != given.end())
        if (const auto* seconds = std::get_if<std::int64_t>(&retention->second))
            options.retention = std::chrono::seconds(*seconds);
    const auto presigned = given.find("presigned");
    if (presigned != given.end()) options.presigned = std::get<bool>(presigned->second);
    options.modules = modules_in(request, std::move(modules), given);
    return options;
}

RecordId configuration_in(const Values& given) {
    const auto found = given.find("configuration_id");
    const auto* id = found == given.end() ? nullptr : std::get_if<RecordId>(&found->second);
    if (id == nullptr)
        throw Refusal(Refusal::Kind::validation,
                      "model 'external.storage.container', field 'configuration_id': it is required");
    return *id;
}

// In the catalog alone: what is to be made on the server is made by create_on_server.
RecordId create(const Request& request, const wire::Struct& values) {
    check_writable(request, values);
    const auto given = given_values(request, values);
    const auto configuration = configuration_in(given);
    const ContainerNames names{configuration_name(request, configuration),
                               text_in(request, values, "name").value_or("")};
    const Domain same{{"configuration_id", "=", configuration}, {"name", "=", names.container}};
    if (request.records().count(request.model.name, same) != 0)
        throw Refusal(Refusal::Kind::user, fmt::format("there is a container '{}' already", names.full()));
    auto& containers = request.instance.containers();
    return containers.enter(names.configuration, names.container, options_in(request, values, given, {})).id;
}

void require_same(const ContainerNames& names, const Request& request, const wire::Struct& values,
                  const Values& given) {
    const auto name = text_in(request, values, "name");
    const bool moves = given.contains("configuration_id") &&
                       configuration_name(request, configuration_in(given)) != names.configuration;
    if (!moves && (!name || *name == names.container)) return;
    throw Refusal(Refusal::Kind::user,
                  fmt::format("'{}' keeps its name and its configuration: they say where its objects are",
                              names.full()));
}

void write(const Request& request, const RecordIds& ids, const wire::Struct& values) {
    check_writable(request, values);
    const auto given = given_values(request, values);
    for (const auto id : ids) {
        const auto names = container_names(request, id);
        require_same(names, request, values, given);
        request.instance.containers().change(names.full(),
                                             options_in(request, values, given, modules_of(request, id)));
    }
}

void unlink(const Request& request, const RecordIds& ids) {
    for (const auto id : ids) request.instance.containers().forget(container_names(request, id).full());
}

wire::Value test_connection(const Request& request) {
    request.require(Right::write);
    const auto names = container_names(request, one_record(request));
    return steps_to_wire(request.instance.configurations().test(names.configuration, names.container));
}

wire::Value create_on_server(const Request& request) {
    request.require(Right::create);
    const auto names = container_names(request, one_record(request));
    request.instance.containers().create(names.configuration, names.container);
    return true;
}

}  // namespace

ModelRules container_rules() {
    ModelRules rules;
    rules.writable = writable;
    rules.create = create;
    rules.write = write;
    rules.unlink = unlink;
    rules.methods = {{"test_connection", Purpose::changes, {"ids"}, test_connection},
                     {"create_on_server", Purpose::changes, {"ids"}, create_on_server},
                     {"explain", Purpose::asks, {"model", "field"}, explain}};
    return rules;
}

}  // namespace outfield::methods
