#include <fmt/format.h>
#include <outfield/error.h>
#include <outfield/registry.h>

#include <fstream>
#include <iterator>

#include "base/text.h"
#include "modules/check_module.h"
#include "modules/field_types.h"
#include "modules/manifest_groups.h"
#include "modules/manifest_table.h"

namespace outfield {
namespace {

constexpr std::size_t largest_manifest = 4U << 20U;

FieldType type_of(const ManifestTable& table) {
    const auto name = table.required_text("type");
    if (const auto type = field_type(name)) return *type;
    const auto known = field_type_names();
    const auto near = nearest(name, known);
    table.refuse("type", fmt::format("{} is no type; {}", in_quotes(name, 80),
                                     near ? fmt::format("did you mean '{}'?", *near)
                                          : fmt::format("the types are {}", fmt::join(known, ", "))));
}

void allow_keys_of(FieldType type, const ManifestTable& table) {
    switch (type) {
        case FieldType::character:
            return table.allow({"type", "label", "help", "required", "index", "size"});
        case FieldType::selection:
            return table.allow({"type", "label", "help", "required", "index", "choices"});
        case FieldType::many2one:
            return table.allow({"type", "label", "help", "required", "index", "model"});
        case FieldType::one2many:
            return table.allow({"type", "label", "help", "model", "inverse"});
        case FieldType::many2many:
            return table.allow({"type", "label", "help", "model", "inverse"});
        case FieldType::binary:
            return table.allow({"type", "label", "help", "required", "store"});
        default:
            return table.allow({"type", "label", "help", "required", "index"});
    }
}

Field read_field(const ManifestTable& table) {
    Field field;
    field.type = type_of(table);
    allow_keys_of(field.type, table);
    field.label = table.text("label");
    field.help = table.text("help");
    field.required = table.flag("required");
    field.index = table.flag("index");
    field.size = table.size("size");
    field.choices = table.pairs("choices");
    field.model = table.text("model");
    field.inverse = table.text("inverse");
    field.store = table.text("store");
    if (field.store == "database") field.store.clear();
    return field;
}

Model read_model(const ManifestTable::Entry& entry, const std::string& module) {
    if (!entry.table.has("fields") && !entry.table.has("title") && !entry.table.has("rights") &&
        entry.table.has_tables())
        entry.table.refuse(
            "has neither title nor fields; a name with dots stands in quotes: [models.\"sale.document\"]");
    if (module == "base")
        entry.table.allow({"title", "fields", "rights", "view"});
    else
        entry.table.allow({"title", "fields", "rights"});
    Model model{entry.name, entry.table.text("title"), {}, module, entry.origin};
    model.is_view = entry.table.flag("view");
    model.grants = read_rights(entry.table, module);
    for (const auto& field : entry.table.tables("fields", "field"))
        model.fields.push_back({field.name, read_field(field.table), field.origin});
    return model;
}

Module read_module(const toml::table& root, std::string_view origin) {
    const ManifestTable manifest(root, origin, "the manifest");
    manifest.allow({"module", "groups", "models"});
    const auto head = manifest.table("module");
    if (!head) manifest.refuse("has no table [module]");
    head->allow({"name", "title", "depends"});
    Module module(head->required_text("name"), head->text("title"));
    module.depends = head->texts("depends");
    module.origin = head->origin();
    module.groups = read_groups(manifest, module.name);
    for (const auto& entry : manifest.tables("models", "model"))
        module.models.push_back(read_model(entry, module.name));
    return module;
}

std::string contents_of(const std::filesystem::path& file) {
    const auto name = in_quotes(file.string(), 300);
    std::error_code error;
    const auto type = std::filesystem::status(file, error).type();
    if (type == std::filesystem::file_type::not_found)
        throw Error(ErrorKind::not_found, fmt::format("there is no manifest {}", name));
    if (type == std::filesystem::file_type::none)
        throw Error(error == std::errc::filename_too_long ? ErrorKind::invalid : ErrorKind::denied,
                    fmt::format("the manifest {} cannot be read: {}", name, error.message()));
    if (type != std::filesystem::file_type::regular)
        throw Error(ErrorKind::invalid, fmt::format("the manifest {} is not a file", name));
    std::ifstream stream(file, std::ios::binary);
    if (!stream)
        throw Error(error == std::errc::filename_too_long ? ErrorKind::invalid : ErrorKind::denied,
                    fmt::format("the manifest {} cannot be opened", name));
    std::string text(largest_manifest + 1, '\0');
    stream.read(text.data(), static_cast<std::streamsize>(text.size()));
    text.resize(static_cast<std::size_t>(stream.gcount()));
    return text;
}

}  // namespace

Module parse_manifest(std::string_view toml, std::string_view origin) {
    if (toml.size() > largest_manifest)
        throw Error(ErrorKind::invalid,
                    fmt::format("{}:1: a manifest has at most {}", origin, human_size(largest_manifest)));
    try {
        const toml::table root = toml::parse(toml);
        const Module module = read_module(root, origin);
        check_module(module);
        return module;
    } catch (const toml::parse_error& error) {
        throw Error(ErrorKind::invalid, fmt::format("{}:{}: this is not TOML: {}", origin,
                                                    error.source().begin.line, error.description()));
    }
}

Module read_manifest(const std::filesystem::path& file) {
    return parse_manifest(contents_of(file), file.string());
}

}  // namespace outfield
