// external.storage.configuration.
#include <fmt/format.h>

#include "methods/model_rules.h"
#include "methods/storage_names.h"

namespace outfield::methods {
namespace {

using access::Right;

bool is_secret(const Model& model, std::string_view name) {
    return model.find(std::string(name) + "_is_set") != nullptr;
}

// Every text but the name is a setting of some kind of store.
std::vector<std::string_view> setting_names(const Model& model) {
    std::vector<std::string_view> names;
    for (const auto& [name, field, origin] : model.fields)
        if (field.type == FieldType::character && name != "name") names.push_back(name);
    return names;
}

std::vector<std::string_view> writable(const Model& model) {
    auto names = setting_names(model);
    names.insert(names.begin(), {"name", "kind", "is_default"});
    return names;
}

Settings settings_in(const Request& request, const wire::Struct& values) {
    std::map<std::string, std::string> plain;
    std::map<std::string, Secret> secrets;
    for (const auto name : setting_names(request.model)) {
        auto text = text_in(request, values, name);
        if (!text) continue;
        if (is_secret(request.model, name))
            secrets.emplace(name, Secret(std::move(*text)));
        else
            plain.emplace(name, std::move(*text));
    }
    return Settings(std::move(plain), std::move(secrets));
}

bool makes_default(const wire::Struct& values) {
    const auto* value = values.find("is_default");
    return value != nullptr && !value->is_unset();
}

RecordId id_of(const Request& request, const std::string& name) {
    return request.records().search(request.model.name, Domain{{"name", "=", name}}).at(0);
}

// Those that are not set say nothing about a new configuration.
Settings without_unset(const Settings& settings) {
    auto plain = settings.plain();
    auto secrets = settings.secrets();
    std::erase_if(plain, [](const auto& setting) { return setting.second.empty(); });
    std::erase_if(secrets, [](const auto& setting) { return setting.second.empty(); });
    return Settings(std::move(plain), std::move(secrets));
}

RecordId create(const Request& request, const wire::Struct& values) {
    check_writable(request, values);
    auto& configurations = request.instance.configurations();
    const auto name = text_in(request, values, "name").value_or("");
    configurations.add(name, text_in(request, values, "kind").value_or(""),
                       without_unset(settings_in(request, values)));
    if (makes_default(values)) configurations.make_default(name);
    return id_of(request, name);
}

void require_same(const Request& request, const wire::Struct& values, const ConfigurationSummary& now) {
    const auto name = text_in(request, values, "name"), kind = text_in(request, values, "kind");
    if ((!name || *name == now.name) && (!kind || *kind == now.kind)) return;
    throw Refusal(Refusal::Kind::user, fmt::format("'{}' keeps its name and its kind: add another storage "
                                                   "configuration and move the objects",
                                                   now.name));
}

void write(const Request& request, const RecordIds& ids, const wire::Struct& values) {
    check_writable(request, values);
    auto& configurations = request.instance.configurations();
    const auto settings = settings_in(request, values);
    for (const auto id : ids) {
        const auto now = configurations.get(configuration_name(request, id));
        require_same(request, values, now);
        if (values.find("is_default") != nullptr && !makes_default(values) && now.is_default)
            throw Refusal(Refusal::Kind::user, "Make another one the default of its kind instead");
        if (!settings.plain().empty() || !settings.secrets().empty())
            configurations.change(now.name, settings, request.context_flag("moved"));
        if (makes_default(values)) configurations.make_default(now.name);
    }
}

void unlink(const Request& request, const RecordIds& ids) {
    for (const auto id : ids) request.instance.configurations().remove(configuration_name(request, id));
}

wire::Value test_connection(const Request& request) {
    request.require(Right::write);
    const auto container = request.arguments.text("container");
    return steps_to_wire(
        request.instance.configurations().test(configuration_name(request, one_record(request)),
                                               container.empty() ? std::nullopt : std::optional(container)));
}

wire::Value synchronise(const Request& request) {
    request.require(Right::write);
    const auto found =
        request.instance.containers().synchronise(configuration_name(request, one_record(request)));
    const auto list = [](const std::vector<std::string>& names) {
        return wire::List(names.begin(), names.end());
    };
    return wire::Struct{{"appeared", list(found.appeared)},
                        {"returned", list(found.returned)},
                        {"vanished", list(found.vanished)},
                        {"unchanged", list(found.unchanged)}};
}

wire::Value create_on_server(const Request& request) {
    request.require(Right::write);
    request.require(Right::create, container_model);
    ContainerOptions options;
    if (request.arguments.find("key_prefix") != nullptr)
        options.key_prefix = request.arguments.text("key_prefix");
    if (const auto seconds = request.arguments.number("retention"))
        options.retention = std::chrono::seconds(*seconds);
    const auto made = request.instance.containers().create(configuration_name(request, one_record(request)),
                                                           request.arguments.text("name"), options);
    return made.id;
}

}  // namespace

ModelRules configuration_rules() {
    ModelRules rules;
    rules.writable = writable;
    rules.create = create;
    rules.write = write;
    rules.unlink = unlink;
    rules.methods = {
        {"test_connection", Purpose::changes, {"ids", "container"}, test_connection},
        {"synchronise", Purpose::changes, {"ids"}, synchronise},
        {"synchronize", Purpose::changes, {"ids"}, synchronise},
        {"create_on_server", Purpose::changes, {"ids", "name", "key_prefix", "retention"}, create_on_server},
        {"explain", Purpose::asks, {"model", "field"}, explain}};
    return rules;
}

}  // namespace outfield::methods
