#include "placement/placement.h"

#include <fmt/format.h>
#include <outfield/error.h>

#include "base/text.h"
#include "modules/names.h"

namespace outfield {
namespace {

// The storage configuration that the field's store means, or what is missing.
std::optional<catalog::Configuration> choose_configuration(sql::Connection& connection,
                                                           const std::string& store, Decision& out) {
    catalog::Configurations configurations(connection);
    if (store.empty()) {
        out.reasons.push_back("The field names no store, so its values live in the database.");
        return configurations.default_of("database");
    }
    if (!names_a_kind(store)) {
        out.reasons.push_back(fmt::format("The field names the storage configuration '{}'.", store));
        auto found = configurations.find(store);
        if (!found) {
            const auto meant = misspelt_kind(store);
            out.missing = fmt::format(
                "There is no storage configuration '{0}'{1}: outfield config add {0} --kind ...", store,
                meant ? fmt::format(" (did the module mean the store '{}'?)", *meant) : "");
        }
        return found;
    }
    auto found = configurations.default_of(store);
    if (found)
        out.reasons.push_back(
            fmt::format("The field names the store '{}'; its default storage configuration is '{}'.", store,
                        found->name));
    else
        out.missing = fmt::format(
            "The field names the store '{0}' and there is no storage configuration of that kind: outfield "
            "config add NAME "
            "--kind {0} ...",
            store);
    return found;
}

std::optional<catalog::Container> choose_container(sql::Connection& connection,
                                                   const catalog::Configuration& configuration,
                                                   const std::string& module, Decision& out) {
    catalog::Containers containers(connection);
    if (configuration.kind == "database") return containers.find(configuration.id, "database");
    auto found = containers.of_module(configuration.id, module);
    if (!found) {
        out.missing = fmt::format(
            "No container of '{0}' has the module '{1}': outfield container assign {0}/CONTAINER {1} "
            "(outfield container "
            "list shows them)",
            configuration.name, module);
        return found;
    }
    out.reasons.push_back(
        fmt::format("The model belongs to module '{}', whose files in '{}' belong to the container '{}'.",
                    module, configuration.name, found->name));
    if (found->is_foreign) {
        out.missing = fmt::format(
            "The container '{1}' belongs to another environment and is only read here: outfield container "
            "create {0} "
            "NAME, then outfield container assign {0}/NAME {2}",
            configuration.name, found->name, module);
        return std::nullopt;
    }
    if (found->state == catalog::Container::State::vanished) {
        out.missing = fmt::format(
            "The last synchronisation did not find the container '{1}' on the server: outfield container "
            "sync {0}, or "
            "outfield container create {0} {1}",
            configuration.name, found->name);
        return std::nullopt;
    }
    return found;
}

const Field& binary_field(const Registry& registry, std::string_view model, std::string_view field) {
    const auto& declared = registry.field(model, field);
    if (declared.type == FieldType::binary) return declared;
    throw Error(ErrorKind::invalid, fmt::format("field '{}' of model '{}' is a {} field, not a binary one",
                                                field, model, to_string(declared.type)));
}

Decision decide(sql::Connection& connection, const Registry& registry, std::string_view model,
                std::string_view field) {
    const auto& declared = binary_field(registry, model, field);
    Decision out;
    const auto configuration = choose_configuration(connection, declared.store, out);
    if (configuration)
        out.container = choose_container(connection, *configuration, registry.model(model).module, out);
    if (out.container)
        out.reasons.push_back(fmt::format(
            "The next value goes to {}/{}{}.", out.container->configuration_name, out.container->name,
            out.container->key_prefix.empty()
                ? ""
                : fmt::format(" under the key prefix '{}'", out.container->key_prefix)));
    return out;
}

}  // namespace

Decision Placement::explain(std::string_view model, std::string_view field) const {
    return sql::reading(catalog_.database(), [&](sql::Connection& connection) {
        return decide(connection, registry_, model, field);
    });
}

catalog::Container Placement::place(std::string_view model, std::string_view field) const {
    return sql::reading(catalog_.database(),
                        [&](sql::Connection& connection) { return place(connection, model, field); });
}

bool Placement::names_no_store(std::string_view model, std::string_view field) const {
    return binary_field(registry_, model, field).store.empty();
}

catalog::Container Placement::place(sql::Connection& connection, std::string_view model,
                                    std::string_view field) const {
    if (names_no_store(model, field)) return catalog::Containers(connection).of_database();
    auto explanation = decide(connection, registry_, model, field);
    if (explanation.container) return *std::move(explanation.container);
    throw Error(ErrorKind::invalid,
                fmt::format("nothing can be stored in {}.{} yet. {}", model, field, explanation.missing));
}

}  // namespace outfield
