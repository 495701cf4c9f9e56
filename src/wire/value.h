// What a client of OpenERP's interface sends and gets: a tree of plain values, the same for XML-RPC and
// JSON-RPC.
#pragma once

#include <outfield/bytes.h>

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace outfield::wire {

// A text of a request that is too long for memory: it stands in a nameless temporary file, as it was sent.
class LongText {
  public:
    virtual ~LongText() = default;
    virtual std::uint64_t size() const = 0;  // bytes of text
    // A new stream from the first byte; rewinds. Good as long as the LongText lives.
    virtual std::unique_ptr<ByteSource> open() const = 0;
    // How many bytes it decodes to if it is base64; nullopt: it is not, or nobody has counted.
    virtual std::optional<std::uint64_t> decoded_size() const { return std::nullopt; }
};

// Bytes that an answer holds as base64. They are read while the answer is sent, and once.
struct Content {
    std::uint64_t size = 0;                  // bytes, before base64
    std::function<void(ByteSink&)> deliver;  // all of them, in order; throws when it cannot
};

class Value;
using List = std::vector<Value>;

// The members in the order of the text. A name that comes twice counts with its last value.
class Struct : public std::vector<std::pair<std::string, Value>> {
  public:
    using vector::vector;
    const Value* find(std::string_view name) const noexcept;  // nullptr: there is none
    void set(std::string_view name, Value value);             // replaces, or adds at the end
};

// monostate is null: XML-RPC's <nil/>, JSON's null. It is written as False in XML-RPC.
class Value
    : public std::variant<std::monostate, bool, std::int64_t, double, std::string,
                          std::shared_ptr<const LongText>, std::shared_ptr<const Content>, List, Struct> {
  public:
    using variant::variant;
    Value(const char* text) : variant(std::string(text)) {}
    Value(std::string_view text) : variant(std::string(text)) {}
    Value(int number) : variant(std::int64_t{number}) {}

    template <typename T>
    const T* as() const noexcept {
        return std::get_if<T>(this);
    }
    template <typename T>
    T* as() noexcept {
        return std::get_if<T>(this);
    }
    // What OpenERP's clients mean by "not given": null, false, "", [] and {}.
    bool is_unset() const noexcept;
};

// "text", "integer", "list": for messages.
std::string_view type_name(const Value& value) noexcept;

}  // namespace outfield::wire
