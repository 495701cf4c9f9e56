#include <fmt/format.h>

#include <boost/json.hpp>
#include <filesystem>
#include <memory>
#include <vector>

#include "cli/commands.h"
#include "cli/open_references.h"
#include "cli/server_configuration.h"
#include "cli/session.h"
#include "cli/table.h"
#include "documents/modules.h"
#include "documents/text.h"
#include "instance/rooms.h"
#include "modules/names.h"
#include "records/install.h"

namespace outfield::cli {
namespace {

namespace json = boost::json;

std::vector<Module> read_manifests(const std::vector<std::string>& files) {
    std::vector<Module> modules;
    for (const auto& file : files) modules.push_back(read_manifest(file));
    return modules;
}

std::vector<std::string> names_of(const std::vector<Module>& modules) {
    std::vector<std::string> names;
    for (const auto& module : modules) names.push_back(module.name);
    return names;
}

// Says at once which of the new binary fields have no place yet, and what is missing.
void note_missing_places(Session& session, const std::vector<Module>& modules) {
    for (const auto& module : modules)
        for (const auto& model : module.models)
            for (const auto& [name, field, origin] : model.fields) {
                if (field.type != FieldType::binary) continue;
                const auto missing = session.instance().explain(model.name, name).missing;
                if (!missing.empty())
                    session.note(fmt::format("{}.{} has no place yet. {}", model.name, name, shown(missing)));
            }
}

void install(Session& session, const std::vector<std::string>& files) {
    const auto modules = read_manifests(files);
    session.instance().install(modules);
    session.report(fmt::format("Installed: {}.", fmt::join(names_of(modules), ", ")),
                   json::object{{"installed", json_texts(names_of(modules))}});
    if (!session.json) note_missing_places(session, modules);
}

// Without a catalog nobody knows which storage configurations there are.
void note_misspelt_kinds(Session& session, const std::vector<Module>& modules) {
    for (const auto& module : modules)
        for (const auto& model : module.models)
            for (const auto& [name, field, origin] : model.fields)
                if (const auto meant = misspelt_kind(field.store))
                    session.note(fmt::format(
                        "{}: {}.{}: '{}' is no store; did you mean '{}'? It is installed only where "
                        "it is the name of a storage configuration.",
                        origin, model.name, name, field.store, *meant));
}

void check_beside_installed(Session& session, const std::vector<Module>& modules) {
    check_modules(Rooms(session.instance()).catalog(), modules);
    session.report(fmt::format("Valid: {}.", fmt::join(names_of(modules), ", ")),
                   json::object{{"valid", json_texts(names_of(modules))}, {"open", json::array()}});
}

// Together with each other and with base.
void check_alone(Session& session, std::vector<Module> modules) {
    const auto names = names_of(modules);
    const auto open = open_references(modules);
    const Registry checked(std::move(modules));
    note_misspelt_kinds(session, checked.modules());
    for (const auto& words : open) session.note(words);
    session.report(fmt::format("Valid: {}. Installed modules were not looked at, because there is no "
                               "outfield.toml: --config FILE names one.",
                               fmt::join(names, ", ")),
                   json::object{{"valid", json_texts(names)}, {"open", json_texts(open)}});
}

void check(Session& session, const std::vector<std::string>& files) {
    auto modules = read_manifests(files);
    if (look_for_server_configuration(session.configuration_file))
        check_beside_installed(session, modules);
    else
        check_alone(session, std::move(modules));
}

void list(Session& session) {
    const auto& modules = session.instance().registry().modules();
    json::array documents;
    Table table({"MODULE", "TITLE", "MODELS", "DEPENDS"});
    for (const auto& module : modules) {
        std::vector<std::string> models;
        for (const auto& model : module.models) models.push_back(model.name);
        table.add({module.name, shown(module.title), fmt::format("{}", fmt::join(models, ", ")),
                   fmt::format("{}", fmt::join(module.depends, ", "))});
        documents.push_back(to_json(module));
    }
    session.json ? session.print(documents) : session.print(table.text());
}

// The manifest is both: what a person reads and what a program parses.
void show(Session& session, const std::string& name) {
    const auto& module = session.instance().registry().module(name);
    auto document = to_json(module);
    document["manifest"] = json_text(render_manifest(module));
    session.json ? session.print(document) : session.print(render_manifest(module));
}

}  // namespace

void add_module(Command& program) {
    auto group = program.group("module", "What modules declare: models and their fields");
    group.example("outfield module install sale.toml").example("outfield module list");
    auto files = std::make_shared<std::vector<std::string>>();
    group.command("install", "Install modules, or upgrade them without losing a value")
        .arguments("FILE", *files, "Module manifests (TOML)")
        .details("A server that runs ('outfield serve') takes up what has changed when it is restarted.")
        .example("outfield module install sale.toml purchase.toml")
        .runs([files](Session& session) { install(session, *files); });
    group.command("check", "Say what is wrong with manifests, without installing them")
        .arguments("FILE", *files, "Module manifests (TOML)")
        .details(
            "Checked beside the modules that are installed, and where there is no outfield.toml by "
            "themselves. "
            "What a change does to values that are there is seen by 'install' alone.")
        .example("outfield module check sale.toml")
        .runs([files](Session& session) { check(session, *files); });
    group.command("list", "The installed modules").example("outfield module list").runs([](Session& session) {
        list(session);
    });
    auto name = std::make_shared<std::string>();
    group.command("show", "One module's manifest")
        .argument("NAME", *name, "The module")
        .example("outfield module show sale")
        .runs([name](Session& session) { show(session, *name); });
}

}  // namespace outfield::cli
