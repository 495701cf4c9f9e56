// What XML-RPC allows where, apart from the XML.
#pragma once

#include <string_view>
#include <utility>
#include <vector>

#include "wire/call.h"
#include "wire/text_collector.h"
#include "wire/tree_builder.h"
#include "wire/xmlrpc_scalars.h"

namespace outfield::wire {

// Takes the elements and texts of a call as a parser comes across them, and puts the call together. Not
// thread-safe. Throws ErrorKind::invalid for what does not belong where it stands, and exceeds the limits.
class XmlrpcGrammar {
  public:
    XmlrpcGrammar(const Limits& limits, LongTexts& texts)
        : text_(limits, texts), tree_(call_.params, limits) {}

    void start(std::string_view name);
    void text(std::string_view piece);
    void end();

    const Call& call() const noexcept { return call_; }
    Call take() { return std::move(call_); }

  private:
    enum class Element {
        document,
        call,
        method_name,
        params,
        param,
        value,
        scalar,
        array,
        data,
        structure,
        member,
        name,
    };
    static std::string_view to_string(Element element);

    struct Open {
        Element element;
        unsigned children = 0;
        Scalar scalar = Scalar::text;
    };
    Element element_named(std::string_view name, const Open& parent);
    void end_value(const Open& value);
    static void check_complete(const Open& open);

    Call call_;
    TextCollector text_;
    TreeBuilder tree_;
    std::vector<Open> open_{{Element::document}};
};

}  // namespace outfield::wire
