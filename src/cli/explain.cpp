#include <fmt/format.h>

#include <boost/json.hpp>
#include <memory>
#include <tuple>

#include "cli/commands.h"
#include "cli/session.h"
#include "cli/table.h"
#include "documents/placement.h"

namespace outfield::cli {
namespace {

namespace json = boost::json;

std::string place_of(const Explanation& explanation) {
    return explanation.container.empty() ? "" : explanation.configuration + "/" + explanation.container;
}

void explain_one(Session& session, const std::string& model, const std::string& field) {
    const auto explanation = session.instance().explain(model, field);
    if (explanation.container.empty()) session.exit_code = exit_failed;
    if (session.json) return session.print(to_json(model, field, explanation));
    const auto place = place_of(explanation);
    session.print(place.empty()
                      ? fmt::format("New values of {} in {} have no place.\n", field, model)
                      : fmt::format("New values of {} in {} go to {}.\n", field, model, shown(place)));
    for (const auto& reason : explanation.reasons)
        session.print(fmt::format("  - {}\n", shown(reason, 2000)));
    if (!explanation.missing.empty())
        session.print(fmt::format("Missing: {}\n", shown(explanation.missing, 2000)));
}

void explain_all(Session& session) {
    json::array documents;
    Table table({"MODEL", "FIELD", "STORE", "GOES TO"});
    std::string missing;
    for (const auto& module : session.instance().registry().modules())
        for (const auto& model : module.models)
            for (const auto& named : model.fields) {
                const auto& [name, field] = std::tie(named.name, named.field);
                if (field.type != FieldType::binary) continue;
                const auto explanation = session.instance().explain(model.name, name);
                documents.push_back(to_json(model.name, name, explanation));
                const auto place = place_of(explanation);
                table.add({model.name, name, field.store.empty() ? "database" : shown(field.store),
                           place.empty() ? "(nowhere yet)" : shown(place)});
                if (!explanation.missing.empty())
                    missing +=
                        fmt::format("\n{}.{}: {}\n", model.name, name, shown(explanation.missing, 2000));
            }
    session.json ? session.print(documents) : session.print(table.text() + missing);
}

void explain(Session& session, const std::string& model, const std::string& field) {
    if (model.empty()) return explain_all(session);
    if (field.empty()) throw Error(ErrorKind::invalid, "name the field too: outfield explain MODEL FIELD");
    explain_one(session, model, field);
}

}  // namespace

void add_explain(Command& program) {
    auto model = std::make_shared<std::string>();
    auto field = std::make_shared<std::string>();
    program.command("explain", "Which container a binary field's values go to, and why")
        .optional_argument("MODEL", *model, "The model; a table of every binary field when it is left out")
        .optional_argument("FIELD", *field, "The binary field")
        .example("outfield explain sale.document file")
        .example("outfield explain")
        .runs([model, field](Session& session) { explain(session, *model, *field); });
}

}  // namespace outfield::cli
