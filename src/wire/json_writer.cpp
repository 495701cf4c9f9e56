#include "wire/json_writer.h"

#include <fmt/format.h>

#include <cmath>
#include <cstdint>
#include <utility>

#include "wire/escaping.h"

namespace outfield::wire {
namespace {

class Writer {
  public:
    explicit Writer(AnswerText& out) : out_(out) {}

    void value(const Value& value) {
        check_depth(++depth_);
        std::visit(*this, static_cast<const Value::variant&>(value));
        --depth_;
    }

    void operator()(std::monostate) { out_ << "null"; }
    void operator()(bool flag) { out_ << (flag ? "true" : "false"); }
    void operator()(std::int64_t number) { out_ << fmt::format_int(number).c_str(); }
    void operator()(double number) {
        if (std::isfinite(number))
            out_ << number_text(number);
        else
            out_ << "null";
    }
    void operator()(const std::string& text) { string(std::string_view(text)); }
    void operator()(const std::shared_ptr<const LongText>& text) { string(*text); }
    void operator()(const std::shared_ptr<const Content>& content) {
        if (content->size == 0) return (*this)(false);
        out_ << "\"";
        write_base64(out_, *content);
        out_ << "\"";
    }
    void operator()(const List& list) {
        std::string_view before = "[";
        for (const auto& each : list) {
            out_ << std::exchange(before, ", ");
            value(each);
        }
        out_ << (list.empty() ? "[]" : "]");
    }
    void operator()(const Struct& members) {
        std::string_view before = "{";
        for (const auto& [name, member] : members) {
            out_ << std::exchange(before, ", ");
            string(std::string_view(name));
            out_ << ": ";
            value(member);
        }
        out_ << (members.empty() ? "{}" : "}");
    }

  private:
    template <typename Text>
    void string(const Text& text) {
        out_ << "\"";
        write_escaped(out_, text, json_escapes);
        out_ << "\"";
    }

    AnswerText& out_;
    std::size_t depth_ = 0;
};

}  // namespace

void write_json(TextSink& sink, const Value& value) {
    AnswerText out(sink);
    Writer(out).value(value);
    out.flush();
}

void write_json_result(TextSink& sink, const Value& id, const Value& result, NullResult null) {
    AnswerText out(sink);
    Writer writer(out);
    out << R"({"jsonrpc": "2.0", "id": )";
    writer.value(id);
    if (null == NullResult::written || !std::holds_alternative<std::monostate>(result)) {
        out << R"(, "result": )";
        writer.value(result);
    }
    out << "}";
    out.flush();
}

void write_json_error(TextSink& sink, const Value& id, int code, std::string_view message,
                      const Struct& data) {
    AnswerText out(sink);
    Writer writer(out);
    out << R"({"jsonrpc": "2.0", "id": )";
    writer.value(id);
    out << R"(, "error": )";
    writer.value(Struct{{"code", code}, {"message", message}, {"data", data}});
    out << "}";
    out.flush();
}

}  // namespace outfield::wire
