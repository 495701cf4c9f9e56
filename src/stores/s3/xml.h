// Small XML documents (S3's answers) as trees. Documents come from the network and are not trusted: a
// document type declaration (and with it every entity bomb), nesting deeper than 16 and more than 200,000
// elements are refused.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace outfield::s3 {

struct XmlElement {
    std::string name;  // without a namespace prefix
    std::string text;  // the element's own text, unescaped
    std::vector<XmlElement> children;

    // The first child of that name; nullptr without one.
    const XmlElement* child(std::string_view child_name) const noexcept;
    // Its text; empty without one.
    const std::string& child_text(std::string_view child_name) const noexcept;
};

// The root element. Throws ErrorKind::invalid for what is not well-formed or is refused.
XmlElement parse_xml(std::string_view document);

// `text` with & < > " ' escaped and characters that XML cannot hold left out.
std::string xml_escaped(std::string_view text);

}  // namespace outfield::s3
