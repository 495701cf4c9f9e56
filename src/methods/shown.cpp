#include "methods/shown.h"

#include <fmt/format.h>

#include "base/text.h"

namespace outfield::methods {
namespace {

constexpr std::size_t longest = 200;

void show(const wire::Value& value, std::string& out);

void show_list(const wire::List& list, std::string& out) {
    out += '(';
    for (const auto& item : list) {
        if (&item != &list.front()) out += ", ";
        if (out.size() > longest) {
            out += "...";
            break;
        }
        show(item, out);
    }
    out += list.size() == 1 ? ",)" : ")";
}

void show(const wire::Value& value, std::string& out) {
    if (const auto* flag = value.as<bool>())
        out += *flag ? "True" : "False";
    else if (const auto* number = value.as<std::int64_t>())
        out += std::to_string(*number);
    else if (const auto* real = value.as<double>())
        out += fmt::format("{}", *real);
    else if (const auto* text = value.as<std::string>())
        out += in_quotes(*text, 60);
    else if (const auto* list = value.as<wire::List>())
        show_list(*list, out);
    else
        out += std::holds_alternative<std::monostate>(value) ? "None"
                                                             : fmt::format("<{}>", wire::type_name(value));
}

}  // namespace

std::string shown(const wire::Value& value) {
    std::string out;
    show(value, out);
    return out;
}

std::string names_of(const wire::Struct& values) {
    std::vector<std::string_view> names;
    for (const auto& [name, value] : values) names.push_back(name);
    return fmt::format("{}", fmt::join(names, ", "));
}

}  // namespace outfield::methods
