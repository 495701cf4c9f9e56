#include <fmt/format.h>

#include <algorithm>
#include <boost/json.hpp>
#include <memory>
#include <vector>

#include "base/text.h"
#include "cli/commands.h"
#include "cli/container_views.h"
#include "cli/duration.h"
#include "cli/session.h"
#include "cli/table.h"
#include "documents/containers.h"
#include "documents/text.h"

namespace outfield::cli {
namespace {

namespace json = boost::json;

bool parse_switch(std::string_view text) {
    if (text != "on" && text != "off")
        throw Error(ErrorKind::invalid,
                    fmt::format("--presigned-downloads is on or off, not {}", in_quotes(text)));
    return text == "on";
}

struct Options {
    std::string configuration, container, module;
    std::vector<std::string> modules;
    std::optional<std::string> prefix, retention, presigned;

    ContainerOptions given() const {
        ContainerOptions options{prefix, {}, {}};
        if (retention) options.retention = parse_duration(*retention, "--retention");
        if (presigned) options.presigned = parse_switch(*presigned);
        return options;
    }
};
using OptionsPtr = std::shared_ptr<Options>;

void report(Session& session, std::string_view what, const std::string& container) {
    const auto now = session.instance().containers().get(container);
    session.report(fmt::format("{} {}/{}.", what, now.configuration, now.name), to_json(now));
}

std::string qualified(const ContainerSummary& container) {
    return container.configuration + "/" + container.name;
}

void create(Session& session, const Options& options) {
    report(session, "Created",
           qualified(session.instance().containers().create(options.configuration, options.container,
                                                            options.given())));
}

void enter(Session& session, const Options& options) {
    report(session, "Entered",
           qualified(session.instance().containers().enter(options.configuration, options.container,
                                                           options.given())));
}

bool means(Session& session, const std::string& store, const ContainerSummary& container) {
    if (store == container.configuration) return true;
    return store == container.kind &&
           session.instance().configurations().get(container.configuration).is_default;
}

// Why none of the module's fields goes to this container: they name another store, or it takes nothing now.
void note_unused(Session& session, const std::string& module, const ContainerSummary& container) {
    std::vector<std::string> reasons;
    for (const auto& model : session.instance().registry().module(module).models)
        for (const auto& [name, field, origin] : model.fields) {
            if (field.type != FieldType::binary) continue;
            const auto place = session.instance().explain(model.name, name);
            if (place.configuration == container.configuration && place.container == container.name) return;
            auto reason = means(session, field.store, container)
                              ? place.missing
                              : fmt::format("{}.{} names the store '{}'", model.name, name,
                                            field.store.empty() ? "database" : field.store);
            if (std::ranges::find(reasons, reason) == reasons.end()) reasons.push_back(std::move(reason));
        }
    session.note(fmt::format(
        "no file of '{}' goes to {} yet: {} ('outfield explain' says more)", module,
        shown(container.configuration + "/" + container.name),
        reasons.empty() ? "it has no binary field" : fmt::format("{}", fmt::join(reasons, ", "))));
}

void assign(Session& session, const Options& options) {
    for (const auto& module : options.modules)
        session.instance().containers().assign(options.container, module);
    report(session, fmt::format("Files of {} go to", fmt::join(options.modules, ", ")), options.container);
    const auto container = session.instance().containers().get(options.container);
    for (const auto& module : options.modules) note_unused(session, module, container);
}

void unassign(Session& session, const Options& options) {
    session.instance().containers().unassign(options.container, options.module);
    report(session, fmt::format("New files of {} no longer go to", options.module), options.container);
}

void set(Session& session, const Options& options) {
    if (!options.prefix && !options.retention && !options.presigned)
        throw Error(ErrorKind::invalid,
                    "nothing to set: give --prefix, --retention or --presigned-downloads");
    session.instance().containers().change(options.container, options.given());
    report(session, "Changed", options.container);
}

void forget(Session& session, const Options& options) {
    session.instance().containers().forget(options.container);
    session.report(fmt::format("Forgot {}; nothing was removed in the store.", shown(options.container)),
                   json::object{{"forgotten", json_text(options.container)}});
}

void synchronise(Session& session, const Options& options) {
    const auto seen = session.instance().containers().synchronise(options.configuration);
    if (session.json) return session.print(to_json(seen));
    for (const auto& name : seen.appeared) session.print(fmt::format("new        {}\n", shown(name)));
    for (const auto& name : seen.returned) session.print(fmt::format("back       {}\n", shown(name)));
    for (const auto& name : seen.vanished)
        session.print(fmt::format("vanished   {} (kept here, and nothing new goes there)\n", shown(name)));
    session.print(fmt::format("{} new, {} back, {} vanished, {} as before.\n", seen.appeared.size(),
                              seen.returned.size(), seen.vanished.size(), seen.unchanged.size()));
}

void with_options(Command& command, const OptionsPtr& options) {
    command.option("--prefix", options->prefix, "PREFIX", "What every new key begins with, such as erp/")
        .option("--retention", options->retention, "AGE",
                "How long a replaced or deleted value is kept: 30d, 12h, 0")
        .option("--presigned-downloads", options->presigned, "SWITCH",
                "on: a download is sent to an address of the S3 server that works without a login for a "
                "while; off: it streams through");
}

void add_making(Command& group, const OptionsPtr& options) {
    auto create_command = group.command("create", "Create a bucket or directory on the server");
    create_command.argument("CONFIG", options->configuration, "The storage configuration")
        .argument("NAME", options->container, "The new bucket or directory");
    with_options(create_command, options);
    create_command.example("outfield container create amazon sale-docs --retention 90d")
        .runs([options](Session& session) { create(session, *options); });

    auto enter_command = group.command(
        "enter", "Enter one by hand that exists, where the account may neither list nor create");
    enter_command.argument("CONFIG", options->configuration, "The storage configuration")
        .argument("NAME", options->container, "The bucket or directory");
    with_options(enter_command, options);
    enter_command.example("outfield container enter amazon shared-bucket --prefix erp/")
        .runs([options](Session& session) { enter(session, *options); });

    group.command("sync", "Ask the server which buckets or directories there are")
        .argument("CONFIG", options->configuration, "The storage configuration")
        .example("outfield container sync amazon")
        .runs([options](Session& session) { synchronise(session, *options); });
}

constexpr const char* container_help = "NAME, or CONFIG/NAME where several configurations have it";

void add_changing(Command& group, const OptionsPtr& options) {
    group.command("assign", "Say whose files go there")
        .argument("CONTAINER", options->container, container_help)
        .arguments("MODULE", options->modules, "Modules")
        .example("outfield container assign sale-docs sale crm")
        .runs([options](Session& session) { assign(session, *options); });
    group.command("unassign", "New files of a module no longer go there")
        .argument("CONTAINER", options->container, container_help)
        .argument("MODULE", options->module, "The module")
        .example("outfield container unassign sale-docs crm")
        .runs([options](Session& session) { unassign(session, *options); });
    auto set_command = group.command("set", "Change the key prefix, the retention or the way of downloads");
    set_command.argument("CONTAINER", options->container, container_help);
    with_options(set_command, options);
    set_command.example("outfield container set sale-docs --retention 30d").runs([options](Session& session) {
        set(session, *options);
    });
    group.command("forget", "Drop an empty one from the catalog; the server is not touched")
        .argument("CONTAINER", options->container, container_help)
        .example("outfield container forget old-bucket")
        .runs([options](Session& session) { forget(session, *options); });
}

}  // namespace

void add_container(Command& program) {
    auto group = program.group("container", "Buckets and directories, and the modules whose files go there");
    group.example("outfield container create amazon sale-docs --retention 90d")
        .example("outfield container assign sale-docs sale")
        .example("outfield container list");
    auto options = std::make_shared<Options>();
    add_making(group, options);
    add_changing(group, options);
    add_container_views(group);
}

}  // namespace outfield::cli
