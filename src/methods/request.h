// One call of a method: who asks, of which model, with what.
#pragma once

#include <outfield/instance.h>

#include <string_view>

#include "access/access.h"
#include "methods/arguments.h"
#include "methods/caller.h"
#include "methods/refusals.h"
#include "wire/value.h"

namespace outfield::methods {

struct ModelRules;

struct Request {
    Instance& instance;
    access::Access& access;
    const Caller& caller;
    const Model& model;
    const ModelRules& rules;
    const Arguments& arguments;

    Records& records() const { return instance.records(); }
    RecordId user() const noexcept { return caller.identity.user; }

    // Throws Refusal (access) unless the caller may do that with this model, or with another one.
    void require(access::Right right) const { require(right, model.name); }
    void require(access::Right right, std::string_view other) const;

    void audit(std::string_view action, RecordId record = 0, std::string_view detail = {}) const;

    bool context_flag(std::string_view name) const noexcept { return asks_for(caller.context, name); }

    // The same call on another model, by its own rules.
    Request on(std::string_view other) const;
};

// One row of the table of methods.
struct Method {
    std::string_view name;
    Purpose purpose;
    std::vector<Parameter> parameters;
    wire::Value (*run)(const Request& request);
};

}  // namespace outfield::methods
