#include "documents/configurations.h"

#include <boost/json.hpp>

#include "documents/text.h"

namespace outfield {

namespace json = boost::json;

json::object to_json(const ConfigurationSummary& configuration) {
    json::object settings, secrets;
    for (const auto& [name, value] : configuration.settings) settings[name] = json_text(value);
    for (const auto& name : configuration.secrets) secrets[name] = true;
    return {{"name", json_text(configuration.name)},
            {"kind", configuration.kind},
            {"default", configuration.is_default},
            {"settings", settings},
            {"secrets", secrets}};
}

json::object to_json(const SettingSpec& setting) {
    return {{"name", json_text(setting.name)}, {"label", json_text(setting.label)},
            {"help", json_text(setting.help)}, {"required", setting.required},
            {"secret", setting.secret},        {"default", json_text(setting.default_value)}};
}

json::object to_json(const StoreKind& kind) {
    json::array settings;
    for (const auto& setting : kind.settings) settings.push_back(to_json(setting));
    return {
        {"kind", json_text(kind.name)}, {"title", json_text(kind.title)}, {"settings", std::move(settings)}};
}

std::string_view to_string(ProbeStep::Outcome outcome) noexcept {
    switch (outcome) {
        case ProbeStep::Outcome::passed:
            return "passed";
        case ProbeStep::Outcome::failed:
            return "FAILED";
        case ProbeStep::Outcome::skipped:
            return "skipped";
    }
    return "";
}

json::object to_json(const ProbeStep& step) {
    return {{"step", json_text(step.name)},
            {"outcome", json_text(to_string(step.outcome))},
            {"detail", json_text(step.detail)},
            {"remedy", json_text(step.remedy)}};
}

}  // namespace outfield
