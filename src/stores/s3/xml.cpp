#include "stores/s3/xml.h"

#include <expat.h>
#include <fmt/format.h>
#include <outfield/error.h>

#include <memory>

namespace outfield::s3 {

static constexpr std::size_t deepest = 16;
static constexpr std::size_t most_elements = 200'000;

const XmlElement* XmlElement::child(std::string_view child_name) const noexcept {
    for (const auto& element : children)
        if (element.name == child_name) return &element;
    return nullptr;
}

const std::string& XmlElement::child_text(std::string_view child_name) const noexcept {
    static const std::string none;
    const auto* found = child(child_name);
    return found ? found->text : none;
}

namespace {

struct Builder {
    XML_Parser parser;
    XmlElement document;
    std::vector<XmlElement*> open{&document};
    std::size_t elements = 0;
    const char* refusal = nullptr;

    void refuse(const char* why) {
        refusal = why;
        XML_StopParser(parser, XML_FALSE);
    }
};

void on_start(void* data, const char* name, const char**) {
    auto& builder = *static_cast<Builder*>(data);
    if (builder.refusal) return;
    if (builder.open.size() > deepest) return builder.refuse("it is nested too deeply");
    if (++builder.elements > most_elements) return builder.refuse("it has too many elements");
    std::string_view local(name);
    local.remove_prefix(local.find(':') + 1);
    auto& siblings = builder.open.back()->children;
    siblings.push_back({std::string(local), {}, {}});
    builder.open.push_back(&siblings.back());
}

void on_end(void* data, const char*) {
    auto& builder = *static_cast<Builder*>(data);
    if (!builder.refusal) builder.open.pop_back();
}

void on_text(void* data, const char* text, int length) {
    auto& builder = *static_cast<Builder*>(data);
    if (!builder.refusal) builder.open.back()->text.append(text, static_cast<std::size_t>(length));
}

void on_doctype(void* data, const char*, const char*, const char*, int) {
    static_cast<Builder*>(data)->refuse("it has a document type declaration");
}

}  // namespace

XmlElement parse_xml(std::string_view document) {
    const std::unique_ptr<XML_ParserStruct, decltype(&XML_ParserFree)> parser(XML_ParserCreate(nullptr),
                                                                              &XML_ParserFree);
    Builder builder{parser.get()};
    XML_SetUserData(parser.get(), &builder);
    XML_SetElementHandler(parser.get(), on_start, on_end);
    XML_SetCharacterDataHandler(parser.get(), on_text);
    XML_SetStartDoctypeDeclHandler(parser.get(), on_doctype);
    const auto status = XML_Parse(parser.get(), document.data(), static_cast<int>(document.size()), XML_TRUE);
    if (builder.refusal)
        throw Error(ErrorKind::invalid, fmt::format("an XML answer is refused: {}", builder.refusal));
    if (status != XML_STATUS_OK)
        throw Error(ErrorKind::invalid, fmt::format("an XML answer is not well-formed: {} in line {}",
                                                    XML_ErrorString(XML_GetErrorCode(parser.get())),
                                                    XML_GetCurrentLineNumber(parser.get())));
    return std::move(builder.document.children.front());
}

std::string xml_escaped(std::string_view text) {
    std::string out;
    for (const char c : text) {
        switch (c) {
            case '&':
                out += "&amp;";
                break;
            case '<':
                out += "&lt;";
                break;
            case '>':
                out += "&gt;";
                break;
            case '"':
                out += "&quot;";
                break;
            case '\'':
                out += "&apos;";
                break;
            default:
                if (static_cast<unsigned char>(c) >= 0x20U || c == '\t' || c == '\n') out += c;
        }
    }
    return out;
}

}  // namespace outfield::s3
