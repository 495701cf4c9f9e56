#include "wire/xmlrpc_writer.h"

#include <fmt/format.h>

#include <cmath>
#include <cstdint>

#include "wire/escaping.h"

namespace outfield::wire {
namespace {

constexpr std::string_view declaration = "<?xml version='1.0'?>\n";

class Writer {
  public:
    explicit Writer(AnswerText& out) : out_(out) {}

    void value(const Value& value) {
        check_depth(++depth_);
        out_ << "<value>";
        std::visit(*this, static_cast<const Value::variant&>(value));
        out_ << "</value>\n";
        --depth_;
    }

    void operator()(std::monostate) { (*this)(false); }
    void operator()(bool flag) { out_ << (flag ? "<boolean>1</boolean>" : "<boolean>0</boolean>"); }
    void operator()(std::int64_t number) {
        if (number < INT32_MIN || number > INT32_MAX) return (*this)(static_cast<double>(number));
        out_ << "<int>" << fmt::format_int(number).c_str() << "</int>";
    }
    void operator()(double number) {
        if (!std::isfinite(number)) return (*this)(false);
        out_ << "<double>" << number_text(number) << "</double>";
    }
    void operator()(const std::string& text) { string(std::string_view(text)); }
    void operator()(const std::shared_ptr<const LongText>& text) { string(*text); }
    void operator()(const std::shared_ptr<const Content>& content) {
        if (content->size == 0) return (*this)(false);
        out_ << "<string>";
        write_base64(out_, *content);
        out_ << "</string>";
    }
    void operator()(const List& list) {
        out_ << "<array><data>\n";
        for (const auto& each : list) value(each);
        out_ << "</data></array>";
    }
    void operator()(const Struct& members) {
        out_ << "<struct>\n";
        for (const auto& [name, member] : members) {
            out_ << "<member>\n<name>";
            write_escaped(out_, name, xml_escapes);
            out_ << "</name>\n";
            value(member);
            out_ << "</member>\n";
        }
        out_ << "</struct>";
    }

  private:
    template <typename Text>
    void string(const Text& text) {
        out_ << "<string>";
        write_escaped(out_, text, xml_escapes);
        out_ << "</string>";
    }

    AnswerText& out_;
    std::size_t depth_ = 0;
};

}  // namespace

void write_xmlrpc_response(TextSink& sink, const Value& result) {
    AnswerText out(sink);
    out << declaration << "<methodResponse>\n<params>\n<param>\n";
    Writer(out).value(result);
    out << "</param>\n</params>\n</methodResponse>\n";
    out.flush();
}

void write_xmlrpc_fault(TextSink& sink, const FaultCode& code, std::string_view message) {
    AnswerText out(sink);
    const auto* number = std::get_if<std::int32_t>(&code);
    Value code_value = number ? Value(*number) : Value(std::get<std::string>(code));
    out << declaration << "<methodResponse>\n<fault>\n";
    Writer(out).value(Struct{{"faultCode", std::move(code_value)}, {"faultString", message}});
    out << "</fault>\n</methodResponse>\n";
    out.flush();
}

}  // namespace outfield::wire
