// What storage models have in common: their records by the names that an administrator knows them by.
#pragma once

#include <outfield/administration.h>

#include <string>

#include "administration/names.h"
#include "methods/request.h"

namespace outfield::methods {

using outfield::configuration_model;
using outfield::container_model;

// Throws Refusal (missing).
std::string configuration_name(const Request& request, RecordId id);

struct ContainerNames {
    std::string configuration, container;
    std::string full() const { return configuration + '/' + container; }
};
ContainerNames container_names(const Request& request, RecordId id);

// The one record that the method is about. Throws Refusal (application).
RecordId one_record(const Request& request);

// [{name, ok, outcome, message, remedy}]
wire::List steps_to_wire(const std::vector<ProbeStep>& steps);

// explain(model, field): {configuration, container, reasons, missing}
wire::Value explain(const Request& request);

// The text of a value that may be given; nullopt: not at all. Not set is the empty text.
std::optional<std::string> text_in(const Request& request, const wire::Struct& values, std::string_view name);

// Throws Refusal: application for a field that there is not, validation for one that is kept by itself.
void check_writable(const Request& request, const wire::Struct& values);

}  // namespace outfield::methods
