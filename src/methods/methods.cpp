#include <fmt/format.h>

#include "access/audited.h"
#include "base/text.h"
#include "methods/methods_parts.h"
#include "methods/model_rules.h"
#include "methods/table.h"

namespace outfield::methods {
namespace {

const Method& method_of(const ModelRules& rules, std::string_view model, std::string_view name) {
    if (name.starts_with('_'))
        throw Refusal(Refusal::Kind::access,
                      fmt::format("Private methods (such as {}) cannot be called remotely.",
                                  name.size() > 80 ? name.substr(0, 80) : name));
    const auto* method = find_method(rules, name);
    if (method == nullptr)
        refuse(fmt::format("type object '{}' has no attribute {}", model, in_quotes(name, 80)));
    return *method;
}

const Model& model_of(const Registry& registry, std::string_view name) {
    if (!registry.has_model(name)) {
        auto shown = in_quotes(name, 80);
        throw Refusal(Refusal::Kind::user,
                      fmt::format("Object {} doesn't exist", shown.substr(1, shown.size() - 2)));
    }
    return registry.model(name);
}

// In a keyword of the call, or as its last argument. nullptr: there is none.
const wire::Struct* context_in(const wire::Struct& kwargs, const wire::Value* last) {
    const auto* given = kwargs.find("context");
    if (given == nullptr) given = last;
    const auto* context = given == nullptr ? nullptr : given->as<wire::Struct>();
    if (given != nullptr && context == nullptr && !given->is_unset())
        refuse(fmt::format("the context must be a struct, not {}", wire::type_name(*given)));
    return context;
}

Caller with_context(const Caller& caller, const wire::Struct* context) {
    Caller with{caller.identity, caller.peer, caller.context};
    if (context != nullptr)
        for (const auto& [name, value] : *context) with.context.set(name, value);
    return with;
}

}  // namespace

Methods::Methods(Instance& instance, access::Access& access)
    : parts_(std::make_unique<Parts>(Parts{instance, access})) {}

Methods::~Methods() = default;

wire::Value Methods::call(const Caller& caller, std::string_view model_name, std::string_view name,
                          const wire::List& args, const wire::Struct& kwargs) {
    const auto& model = model_of(parts_->instance.registry(), model_name);
    const auto& rules = rules_of(model.name);
    const auto& method = method_of(rules, model.name, name);
    std::span<const wire::Value> given(args);
    const auto* last = ends_with_context(method.parameters, given) ? &given.back() : nullptr;
    if (last != nullptr) given = given.first(given.size() - 1);
    const Arguments arguments(method.name, method.parameters, given, kwargs);
    const auto with = with_context(caller, context_in(kwargs, last));
    const access::Audited audited(parts_->instance.registry(), with.identity, with.peer);
    try {
        return method.run({parts_->instance, parts_->access, with, model, rules, arguments});
    } catch (const Error& error) {
        refuse_or_pass(error, method.purpose);
    }
}

}  // namespace outfield::methods
