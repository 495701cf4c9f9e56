#include <fmt/format.h>
#include <outfield/registry.h>

namespace outfield {
namespace {

std::string toml_text(std::string_view text) {
    std::string out = "\"";
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (c == '"' || c == '\\')
            out += {'\\', c};
        else if (c == '\n')
            out += "\\n";
        else if (c == '\t')
            out += "\\t";
        else if (byte < 0x20U || byte == 0x7FU)
            out += fmt::format("\\u{:04X}", byte);
        else
            out += c;
    }
    return out + '"';
}

std::string toml_list(const std::vector<std::string>& texts) {
    std::vector<std::string> items;
    for (const auto& text : texts) items.push_back(toml_text(text));
    return fmt::format("[{}]", fmt::join(items, ", "));
}

std::string toml_list(const std::vector<std::pair<std::string, std::string>>& pairs) {
    std::vector<std::string> items;
    for (const auto& [value, label] : pairs) items.push_back(toml_list(std::vector{value, label}));
    return fmt::format("[{}]", fmt::join(items, ", "));
}

std::string rendered(const Field& field) {
    std::string out = "{ type = " + toml_text(to_string(field.type));
    const auto add = [&](std::string_view key, const std::string& value) {
        out += fmt::format(", {} = {}", key, value);
    };
    if (!field.label.empty()) add("label", toml_text(field.label));
    if (!field.help.empty()) add("help", toml_text(field.help));
    if (field.required) add("required", "true");
    if (field.index) add("index", "true");
    if (field.size != 0) add("size", std::to_string(field.size));
    if (!field.choices.empty()) add("choices", toml_list(field.choices));
    if (!field.model.empty()) add("model", toml_text(field.model));
    if (!field.inverse.empty()) add("inverse", toml_text(field.inverse));
    if (!field.store.empty()) add("store", toml_text(field.store));
    return out + " }";
}

std::string rendered(const Group& group) {
    auto out = fmt::format("\n[groups.{}]\n", group.name.substr(group.name.find('.') + 1));
    if (!group.title.empty()) out += "title = " + toml_text(group.title) + "\n";
    if (!group.implies.empty()) out += "implies = " + toml_list(group.implies) + "\n";
    return out;
}

std::string rendered(const Grant& grant) {
    std::vector<std::string> rights;
    if (grant.read) rights.emplace_back("read");
    if (grant.write) rights.emplace_back("write");
    if (grant.create) rights.emplace_back("create");
    if (grant.unlink) rights.emplace_back("unlink");
    return fmt::format("{} = {}\n", toml_text(grant.group), toml_list(rights));
}

std::string rendered(const Model& model) {
    const auto name = toml_text(model.name);
    auto out = fmt::format("\n[models.{}]\n", name);
    if (!model.title.empty()) out += "title = " + toml_text(model.title) + "\n";
    if (model.is_view) out += "view = true\n";
    if (!model.fields.empty()) out += fmt::format("\n[models.{}.fields]\n", name);
    for (const auto& [field_name, field, origin] : model.fields)
        out += fmt::format("{} = {}\n", field_name, rendered(field));
    if (!model.grants.empty()) out += fmt::format("\n[models.{}.rights]\n", name);
    for (const auto& grant : model.grants) out += rendered(grant);
    return out;
}

}  // namespace

std::string render_manifest(const Module& module) {
    std::string out = "[module]\nname = " + toml_text(module.name) + "\n";
    if (!module.title.empty()) out += "title = " + toml_text(module.title) + "\n";
    if (!module.depends.empty()) out += "depends = " + toml_list(module.depends) + "\n";
    for (const auto& group : module.groups) out += rendered(group);
    for (const auto& model : module.models) out += rendered(model);
    return out;
}

}  // namespace outfield
