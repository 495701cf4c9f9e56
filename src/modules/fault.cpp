#include "modules/fault.h"

#include <fmt/format.h>
#include <outfield/error.h>

#include "base/text.h"

namespace outfield {

[[noreturn]] static void refuse(const std::string& origin, const std::string& thing,
                                std::string_view reason) {
    throw Error(ErrorKind::invalid,
                fmt::format("{}{}{}: {}", origin, origin.empty() ? "" : ": ", thing, reason));
}

static std::string described(const Model& model) {
    return fmt::format("module {}, model {}", in_quotes(model.module), in_quotes(model.name));
}

void refuse(const Module& module, std::string_view reason) {
    refuse(module.origin, "module " + in_quotes(module.name), reason);
}

void refuse(const Group& group, std::string_view reason) {
    refuse(group.origin, "group " + in_quotes(group.name), reason);
}

void refuse(const Model& model, std::string_view reason) {
    refuse(model.origin, described(model), reason);
}

void refuse(const Model& model, const NamedField& field, std::string_view reason) {
    const auto& origin = field.origin.empty() ? model.origin : field.origin;
    refuse(origin, fmt::format("{}, field {}", described(model), in_quotes(field.name)), reason);
}

}  // namespace outfield
