// The modules that are installed together, checked as a whole.
#pragma once

#include <outfield/fields.h>

#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace outfield {

// Reads a module manifest (TOML; docs/manifest.md). Throws ErrorKind::invalid as "FILE:LINE: reason"; unknown
// keys are refused too, with the nearest known one. not_found when there is no such file.
Module read_manifest(const std::filesystem::path& file);

// The same from text; `origin` stands for the file in messages.
Module parse_manifest(std::string_view toml, std::string_view origin);

// The manifest of a module, in a fixed order: parse_manifest(render_manifest(m)) gives m again.
std::string render_manifest(const Module& module);

// Immutable once built, so thread-safe. Movable; what it has lent out stays valid.
class Registry {
  public:
    // Takes base_module() too, where `modules` has no module "base". Throws ErrorKind::invalid and says
    // "module 'sale', model 'sale.document', field 'x': reason", after the place in the manifest where there
    // is one, for: a bad name, a model or field twice, two models in one table, a reserved field name, a
    // relation to nothing, an inverse that does not lead back, a selection without choices, a store that is
    // not a valid name, a dependency or a group that is absent, circular or given twice.
    explicit Registry(std::vector<Module> modules);
    Registry(Registry&&) = default;
    Registry& operator=(Registry&&) = default;

    const std::vector<Module>& modules() const noexcept { return modules_; }

    // Throw ErrorKind::not_found, with the nearest known name.
    const Module& module(std::string_view name) const;
    const Model& model(std::string_view name) const;
    const Field& field(std::string_view model, std::string_view field) const;

    bool has_model(std::string_view name) const noexcept;

  private:
    std::vector<Module> modules_;  // dependencies first
    std::map<std::string, const Model*, std::less<>> models_;
};

// The module that is always there: users, groups, companies and partners as OpenERP's clients expect them
// (res.*), what is installed (ir.model, ir.model.fields, ir.module.module, ir.model.data), ir.attachment for
// objects that belong to no field of another model, and the views of storage configurations and containers.
Module base_module();

}  // namespace outfield
