#include "cli/config_views.h"

#include <fmt/format.h>

#include <boost/json.hpp>
#include <memory>

#include "cli/session.h"
#include "cli/setting_options.h"
#include "cli/table.h"
#include "connections/stack.h"
#include "documents/configurations.h"
#include "documents/text.h"

namespace outfield::cli {
namespace {

namespace json = boost::json;

void list(Session& session) {
    json::array documents;
    Table table({"NAME", "KIND", "DEFAULT", "WHERE"});
    for (const auto& one : session.instance().configurations().all()) {
        documents.push_back(to_json(one));
        std::string where;
        for (const auto* name : {"url", "host", "path"})
            if (const auto found = one.settings.find(name); found != one.settings.end())
                where += (where.empty() ? "" : " ") + shown(found->second);
        table.add({one.name, one.kind, one.is_default ? "yes" : "", where});
    }
    session.json ? session.print(documents) : session.print(table.text());
}

void show(Session& session, const std::string& name) {
    const auto one = session.instance().configurations().get(name);
    if (session.json) return session.print(to_json(one));
    std::vector<std::pair<std::string, std::string>> lines{
        {"name", one.name}, {"kind", one.kind}, {"default", one.is_default ? "yes" : "no"}};
    for (const auto& [setting, value] : one.settings) lines.emplace_back(setting, shown(value));
    for (const auto& secret : one.secrets) lines.emplace_back(secret, "set");
    session.print(sheet(lines));
}

// A cause is shown whole; a remedy that several steps share, once.
std::string text_of(const std::vector<ProbeStep>& steps) {
    static constexpr std::size_t longest = 4000;
    std::string text;
    for (std::size_t i = 0; i < steps.size(); ++i) {
        const auto& step = steps[i];
        text +=
            fmt::format("{:<8} {:<12} {}\n", to_string(step.outcome), step.name, shown(step.detail, longest));
        const bool again = i + 1 < steps.size() && steps[i + 1].remedy == step.remedy;
        const bool said = step.detail.find(step.remedy) != std::string::npos;
        if (!again && !said) text += fmt::format("{:<21} -> {}\n", "", shown(step.remedy, longest));
    }
    return text;
}

void test(Session& session, const std::string& name, const std::string& container) {
    const auto steps = session.instance().configurations().test(
        name, container.empty() ? std::nullopt : std::optional(container));
    json::array documents;
    for (const auto& step : steps) {
        if (step.outcome == ProbeStep::Outcome::failed) session.exit_code = exit_failed;
        documents.push_back(to_json(step));
    }
    const bool works = session.exit_code == exit_ok;
    if (session.json) return session.print(json::object{{"works", works}, {"steps", documents}});
    session.print(text_of(steps) + (works ? "It works.\n" : "It does not work.\n"));
}

void kinds(Session& session) {
    json::array documents;
    std::string text;
    for (const auto* kind : store_kinds()) {
        text += fmt::format("{}{}: {}\n", text.empty() ? "" : "\n", kind->name, kind->title);
        for (const auto& spec : kind->settings) {
            const auto option = option_of(spec.name) + (spec.secret ? "-file" : "");
            const bool said = spec.help.find("efault") != std::string_view::npos;
            const auto standard = spec.default_value.empty() || said
                                      ? std::string()
                                      : fmt::format(" Default: {}.", spec.default_value);
            text += fmt::format("  {:<26} {}{}{}\n", option, spec.required ? "(required) " : "", spec.help,
                                standard);
        }
        documents.push_back(to_json(*kind));
    }
    session.json ? session.print(documents) : session.print(text);
}

}  // namespace

void add_config_views(Command& group) {
    group.command("list", "The storage configurations")
        .example("outfield config list")
        .runs([](Session& session) { list(session); });
    auto name = std::make_shared<std::string>();
    auto container = std::make_shared<std::string>();
    group.command("show", "One storage configuration; of its secrets only that they are set")
        .argument("NAME", *name, "The storage configuration")
        .example("outfield config show amazon")
        .runs([name](Session& session) { show(session, *name); });
    group.command("test", "Try one out, step by step, and say in words what fails")
        .argument("NAME", *name, "The storage configuration")
        .option("--container", *container, "NAME",
                "Also put, read and remove a small object in this bucket or directory")
        .example("outfield config test amazon --container sale-docs")
        .runs([name, container](Session& session) { test(session, *name, *container); });
    group.command("kinds", "The kinds of store and all their settings")
        .example("outfield config kinds")
        .runs([](Session& session) { kinds(session); });
}

}  // namespace outfield::cli
