// What some models do otherwise than the rest.
#pragma once

#include <outfield/domain.h>

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "methods/request.h"

namespace outfield::methods {

// A field that clients see and Records does not know: it is computed from another one, or goes elsewhere when
// it is written.
struct ExtraField {
    NamedField named;
    std::string source;                        // what it is read from; empty: it reads as not set
    wire::Value (*show)(const Value& source);  // nullptr: as the source itself
    bool writable;
    bool on_request;  // not among "all fields"
};

// Every function may be missing: then the model is like any other. Rights to the model were checked before.
struct ModelRules {
    std::vector<ExtraField> extra_fields = {};

    // Terms, a whole domain, that only the records which the caller may see fulfil.
    std::vector<Domain::Term> (*visible)(const Request& request) = nullptr;
    // Whether everybody who may read the model's records may see this field of all of them
    // (guarded_fields.h).
    bool (*is_open)(std::string_view field) = nullptr;
    // Throws Refusal unless the caller may change these records, or give a record these values.
    void (*check_records)(const Request& request, const RecordIds& ids) = nullptr;
    void (*check_values)(const Request& request, const wire::Struct& values) = nullptr;

    // The fields that can be written, where it is not all of them.
    std::vector<std::string_view> (*writable)(const Model& model) = nullptr;

    // In place of Records.
    RecordId (*create)(const Request& request, const wire::Struct& values) = nullptr;
    void (*write)(const Request& request, const RecordIds& ids, const wire::Struct& values) = nullptr;
    void (*unlink)(const Request& request, const RecordIds& ids) = nullptr;

    // Access reads them again after every change.
    bool decides_rights = false;

    std::vector<Method> methods = {};

    const ExtraField* find(std::string_view field) const noexcept;
    // Whether it is made when it is read: the database can neither search, sort nor group by it.
    bool is_computed(std::string_view field) const noexcept {
        const auto* extra = find(field);
        return extra != nullptr && extra->show != nullptr;
    }
};

const ModelRules& rules_of(std::string_view model) noexcept;

// Each in a file of its own.
ModelRules attachment_rules();
ModelRules user_rules();
ModelRules group_rules();
ModelRules external_id_rules();
ModelRules reflection_rules();
ModelRules configuration_rules();
ModelRules container_rules();

}  // namespace outfield::methods
