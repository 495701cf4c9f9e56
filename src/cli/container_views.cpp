#include "cli/container_views.h"

#include <fmt/format.h>

#include <boost/json.hpp>
#include <memory>

#include "base/text.h"
#include "cli/duration.h"
#include "cli/session.h"
#include "cli/table.h"
#include "documents/containers.h"

namespace outfield::cli {
namespace {

namespace json = boost::json;

std::string state_of(const ContainerSummary& container) {
    return container.vanished ? "vanished" : container.origin;
}

std::string counted(std::int64_t count, std::int64_t bytes) {
    return count == 0 ? "0" : fmt::format("{} ({})", count, human_size(static_cast<std::uint64_t>(bytes)));
}

void list(Session& session, const std::string& configuration) {
    json::array documents;
    Table table({"CONTAINER", "KIND", "MODULES", ">VALUES", ">CONDEMNED", "RETENTION", "STATE"});
    for (const auto& one : session.instance().containers().all(configuration)) {
        documents.push_back(to_json(one));
        table.add({one.configuration + "/" + shown(one.name), one.kind,
                   fmt::format("{}", fmt::join(one.modules, ", ")), counted(one.live, one.live_bytes),
                   counted(one.condemned, one.condemned_bytes), human_duration(one.retention),
                   state_of(one)});
    }
    if (session.json) return session.print(documents);
    session.print(table.text());
    if (table.empty())
        session.note("no containers yet: 'outfield container sync CONFIG' or 'outfield container create'");
}

void show(Session& session, const std::string& name) {
    const auto one = session.instance().containers().get(name);
    if (session.json) return session.print(to_json(one));
    session.print(sheet({{"container", shown(one.name)},
                         {"configuration", fmt::format("{} ({})", one.configuration, one.kind)},
                         {"state", state_of(one)},
                         {"modules", fmt::format("{}", fmt::join(one.modules, ", "))},
                         {"key prefix", shown(one.key_prefix)},
                         {"retention", human_duration(one.retention)},
                         {"presigned downloads", one.presigned ? "on" : "off"},
                         {"values", counted(one.live, one.live_bytes)},
                         {"condemned", counted(one.condemned, one.condemned_bytes)},
                         {"puts under way", fmt::format("{}", one.reserved)}}));
}

}  // namespace

void add_container_views(Command& group) {
    auto name = std::make_shared<std::string>();
    group.command("list", "All containers, with their modules and what they hold")
        .optional_argument("CONFIG", *name, "Only those of this storage configuration")
        .example("outfield container list")
        .runs([name](Session& session) { list(session, *name); });
    group.command("show", "One container")
        .argument("CONTAINER", *name, "NAME, or CONFIG/NAME where several configurations have it")
        .example("outfield container show amazon/sale-docs")
        .runs([name](Session& session) { show(session, *name); });
}

}  // namespace outfield::cli
