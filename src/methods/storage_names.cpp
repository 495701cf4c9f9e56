#include "methods/storage_names.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "methods/model_rules.h"
#include "methods/plain_values.h"

namespace outfield::methods {
namespace {

Values values_of(const Request& request, std::string_view model, RecordId id,
                 const std::vector<std::string>& fields) {
    auto records = request.records().read(model, {id}, fields);
    if (records.empty()) refuse_missing(model, {id}, request.user());
    return std::move(records.front().values);
}

wire::List texts(const std::vector<std::string>& texts) {
    return {texts.begin(), texts.end()};
}

std::string_view word_of(ProbeStep::Outcome outcome) {
    using Outcome = ProbeStep::Outcome;
    return outcome == Outcome::passed ? "passed" : outcome == Outcome::failed ? "failed" : "skipped";
}

}  // namespace

std::string configuration_name(const Request& request, RecordId id) {
    return std::get<std::string>(values_of(request, configuration_model, id, {"name"}).at("name"));
}

ContainerNames container_names(const Request& request, RecordId id) {
    const auto values = values_of(request, container_model, id, {"name", "configuration_id"});
    return {configuration_name(request, std::get<RecordId>(values.at("configuration_id"))),
            std::get<std::string>(values.at("name"))};
}

RecordId one_record(const Request& request) {
    const auto ids = request.arguments.ids();
    if (ids.size() != 1)
        refuse(fmt::format("Expected singleton: {}({})", request.model.name, fmt::join(ids, ", ")));
    return ids.front();
}

wire::List steps_to_wire(const std::vector<ProbeStep>& steps) {
    wire::List list;
    for (const auto& step : steps)
        list.emplace_back(wire::Struct{{"name", step.name},
                                       {"ok", step.outcome != ProbeStep::Outcome::failed},
                                       {"outcome", word_of(step.outcome)},
                                       {"message", step.detail},
                                       {"remedy", step.remedy}});
    return list;
}

wire::Value explain(const Request& request) {
    request.require(access::Right::read);
    for (const auto* name : {"model", "field"}) request.arguments.required(name);
    const auto explanation =
        request.instance.explain(request.arguments.text("model"), request.arguments.text("field"));
    const auto or_false = [](const std::string& text) {
        return text.empty() ? wire::Value(false) : wire::Value(text);
    };
    return wire::Struct{{"configuration", or_false(explanation.configuration)},
                        {"container", or_false(explanation.container)},
                        {"reasons", texts(explanation.reasons)},
                        {"missing", or_false(explanation.missing)}};
}

std::optional<std::string> text_in(const Request& request, const wire::Struct& values,
                                   std::string_view name) {
    const auto* value = values.find(name);
    if (value == nullptr) return std::nullopt;
    const auto plain = plain_from_wire(request.model.name, name, *request.model.find(name), *value);
    const auto* text = std::get_if<std::string>(&plain);
    return text == nullptr ? std::string() : *text;
}

void check_writable(const Request& request, const wire::Struct& values) {
    const auto writable = request.rules.writable(request.model);
    for (const auto& [name, value] : values) {
        if (std::ranges::find(writable, name) != writable.end()) continue;
        if (request.model.find(name) == nullptr) refuse_field(request.model.name, name);
        throw Refusal(
            Refusal::Kind::validation,
            fmt::format("model '{}', field '{}': it is kept by itself and cannot be written; what can "
                        "be is: {}",
                        request.model.name, name, fmt::join(writable, ", ")));
    }
}

}  // namespace outfield::methods
