#include "wire/jsonrpc_reader.h"

#include <fmt/format.h>
#include <outfield/error.h>

#include <boost/json/basic_parser_impl.hpp>
#include <charconv>
#include <cmath>

#include "wire/text_collector.h"
#include "wire/tree_builder.h"

namespace outfield::wire {
namespace {

namespace json = boost::json;

constexpr std::size_t longest_number = 1024;

// The events of boost::json's parser, put into a tree. It never refuses by an error code: it throws.
struct Handler {
    static constexpr std::size_t max_array_size = static_cast<std::size_t>(-1);
    static constexpr std::size_t max_object_size = static_cast<std::size_t>(-1);
    static constexpr std::size_t max_string_size = static_cast<std::size_t>(-1);
    static constexpr std::size_t max_key_size = static_cast<std::size_t>(-1);
    using Fault = json::error_code;

    Handler(List& root, const Limits& limits, LongTexts& texts) : text(limits, texts), tree(root, limits) {}

    bool on_document_begin(Fault&) { return true; }
    bool on_document_end(Fault&) { return true; }
    bool on_array_begin(Fault&) {
        tree.begin_list();
        return true;
    }
    bool on_object_begin(Fault&) {
        tree.begin_struct();
        return true;
    }
    bool on_array_end(std::size_t, Fault&) {
        tree.end();
        return true;
    }
    bool on_object_end(std::size_t, Fault&) {
        tree.end();
        return true;
    }
    bool on_string_part(json::string_view piece, std::size_t, Fault&) {
        text.append({piece.data(), piece.size()});
        return true;
    }
    bool on_string(json::string_view piece, std::size_t, Fault&) {
        text.append({piece.data(), piece.size()});
        return add(text.take());
    }
    bool on_key_part(json::string_view piece, std::size_t, Fault&) {
        text.append_short({piece.data(), piece.size()}, "the name of a member");
        return true;
    }
    bool on_key(json::string_view piece, std::size_t size, Fault& fault) {
        on_key_part(piece, size, fault);
        tree.name(text.take_short());
        return true;
    }
    // Digits are no texts: nothing of them is kept.
    bool on_number_part(json::string_view piece, Fault&) {
        if (digits.size() + piece.size() > longest_number)
            throw Error(ErrorKind::invalid, fmt::format("a number is longer than {} bytes", longest_number));
        digits.append(piece.data(), piece.size());
        return true;
    }
    bool on_int64(std::int64_t number, json::string_view, Fault&) {
        digits.clear();
        return add(number);
    }
    bool on_uint64(std::uint64_t number, json::string_view, Fault&) {
        digits.clear();
        return add(static_cast<double>(number));
    }
    bool on_double(double, json::string_view piece, Fault& fault) {
        on_number_part(piece, fault);
        double number = 0;  // the parser's own is not the nearest one
        const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
        if (error != std::errc{} || !std::isfinite(number))
            throw Error(ErrorKind::invalid,
                        fmt::format("the number {} cannot be held", digits.substr(0, 40)));
        digits.clear();
        return add(number);
    }
    bool on_bool(bool value, Fault&) { return add(value); }
    bool on_null(Fault&) { return add({}); }
    bool on_comment_part(json::string_view, Fault&) { return true; }
    bool on_comment(json::string_view, Fault&) { return true; }

    bool add(Value value) {
        tree.add(std::move(value));
        return true;
    }

    TextCollector text;
    std::string digits;  // of a number that comes in parts
    TreeBuilder tree;
};

json::parse_options options(const Limits& limits) {
    json::parse_options chosen;
    chosen.max_depth = limits.depth + 1;  // the tree refuses first, and says more
    return chosen;
}

class Reader final : public JsonReader {
  public:
    Reader(const Limits& limits, LongTexts& texts) : parser_(options(limits), root_, limits, texts) {}

    void feed(std::string_view piece) override {
        if (!piece.empty()) parse(piece, true);
    }
    Value finish() override {
        parse({}, false);
        return std::move(root_.front());
    }
    const Value& so_far() const override {
        static const Value nothing;
        return root_.empty() ? nothing : root_.front();
    }

  private:
    void parse(std::string_view piece, bool more) {
        json::error_code fault;
        fed_ += piece.size();
        try {
            const auto taken = parser_.write_some(more, piece.data(), piece.size(), fault);
            if (!fault && taken < piece.size()) fault = json::error::extra_data;
        } catch (const Error& error) {
            if (error.kind() != ErrorKind::invalid) throw;
            refuse(error.what());
        }
        if (fault) refuse(fmt::format("no JSON: {}", fault.message()));
    }

    [[noreturn]] void refuse(std::string_view what) const {
        throw Error(ErrorKind::invalid, fmt::format("within the first {} bytes: {}", fed_, what));
    }

    List root_;
    json::basic_parser<Handler> parser_;
    std::uint64_t fed_ = 0;
};

}  // namespace

std::unique_ptr<JsonReader> json_reader(const Limits& limits, LongTexts& texts) {
    return std::make_unique<Reader>(limits, texts);
}

}  // namespace outfield::wire
