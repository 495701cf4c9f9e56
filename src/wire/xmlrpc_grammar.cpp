#include "wire/xmlrpc_grammar.h"

#include <fmt/format.h>
#include <outfield/error.h>

#include "base/text.h"

namespace outfield::wire {

std::string_view XmlrpcGrammar::to_string(Element element) {
    static constexpr std::string_view names[] = {"the document", "<methodCall>", "<methodName>", "<params>",
                                                 "<param>",      "<value>",      "a value",      "<array>",
                                                 "<data>",       "<struct>",     "<member>",     "<name>"};
    return names[static_cast<std::size_t>(element)];
}

[[noreturn]] static void refuse(const std::string& what) {
    throw Error(ErrorKind::invalid, what);
}

XmlrpcGrammar::Element XmlrpcGrammar::element_named(std::string_view name, const Open& parent) {
    struct Rule {
        Element parent;
        unsigned position;  // among the children; any: as many as there are
        std::string_view name;
        Element element;
    };
    constexpr unsigned any = ~0U;
    static constexpr Rule rules[] = {{Element::data, any, "value", Element::value},
                                     {Element::member, 0, "name", Element::name},
                                     {Element::member, 1, "value", Element::value},
                                     {Element::structure, any, "member", Element::member},
                                     {Element::array, 0, "data", Element::data},
                                     {Element::value, 0, "array", Element::array},
                                     {Element::value, 0, "struct", Element::structure},
                                     {Element::param, 0, "value", Element::value},
                                     {Element::params, any, "param", Element::param},
                                     {Element::call, 0, "methodName", Element::method_name},
                                     {Element::call, 1, "params", Element::params},
                                     {Element::document, 0, "methodCall", Element::call}};
    for (const auto& rule : rules)
        if (rule.parent == parent.element && (rule.position == any || rule.position == parent.children) &&
            rule.name == name)
            return rule.element;
    if (parent.element == Element::value && parent.children == 0 && scalar_named(name))
        return Element::scalar;
    refuse(fmt::format("<{}> does not belong here, in {}", name.substr(0, 40), to_string(parent.element)));
}

void XmlrpcGrammar::start(std::string_view name) {
    auto& parent = open_.back();
    const Open open{element_named(name, parent), 0, scalar_named(name).value_or(Scalar::text)};
    if (parent.element == Element::value) {
        if (!text_.is_blank()) refuse(fmt::format("text stands before <{}>", name));
        text_.clear();
    }
    ++parent.children;
    if (open.element == Element::array) tree_.begin_list();
    if (open.element == Element::structure) tree_.begin_struct();
    open_.push_back(open);
}

void XmlrpcGrammar::text(std::string_view piece) {
    const auto& open = open_.back();
    const bool is_long =
        (open.element == Element::value && open.children == 0) ||
        (open.element == Element::scalar && (open.scalar == Scalar::text || open.scalar == Scalar::base64));
    if (is_long) return text_.append(piece);
    if (open.element == Element::method_name || open.element == Element::name ||
        open.element == Element::scalar)
        return text_.append_short(piece, to_string(open.element));
    if (!trim(piece).empty())
        refuse(fmt::format("text does not belong here, in {}", to_string(open.element)));
}

void XmlrpcGrammar::check_complete(const Open& open) {
    const auto require = [&](unsigned children, std::string_view what) {
        if (open.children < children) refuse(fmt::format("{} has no {}", to_string(open.element), what));
    };
    if (open.element == Element::call) require(1, "<methodName>");
    if (open.element == Element::param) require(1, "<value>");
    if (open.element == Element::array) require(1, "<data>");
    if (open.element == Element::member) require(2, "<name> and <value>");
}

void XmlrpcGrammar::end() {
    const auto open = open_.back();
    open_.pop_back();
    check_complete(open);
    switch (open.element) {
        case Element::method_name:
            call_.method = trim(text_.take_short());
            if (call_.method.empty()) refuse("<methodName> is empty");
            break;
        case Element::name:
            tree_.name(text_.take_short());
            break;
        case Element::array:
        case Element::structure:
            tree_.end();
            break;
        case Element::value:
            if (open.children == 0) tree_.add(text_.take());
            break;
        case Element::scalar:
            end_value(open);
            break;
        default:
            break;
    }
}

void XmlrpcGrammar::end_value(const Open& value) {
    const bool is_text = value.scalar == Scalar::text || value.scalar == Scalar::base64;
    tree_.add(is_text ? text_.take() : scalar_value(value.scalar, text_.take_short()));
}

}  // namespace outfield::wire
