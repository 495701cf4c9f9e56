// ir.model, ir.model.fields, ir.module.module: what is installed.
#include "methods/model_rules.h"

namespace outfield::methods {
namespace {

[[noreturn]] void refuse_change(const Request& request) {
    throw Refusal(Refusal::Kind::access,
                  "Records of " + request.model.name +
                      " come with the modules that are installed: install another one");
}

}  // namespace

ModelRules reflection_rules() {
    ModelRules rules;
    rules.writable = [](const Model&) { return std::vector<std::string_view>(); };
    rules.create = [](const Request& request, const wire::Struct&) -> RecordId { refuse_change(request); };
    rules.check_records = [](const Request& request, const RecordIds&) { refuse_change(request); };
    return rules;
}

}  // namespace outfield::methods
