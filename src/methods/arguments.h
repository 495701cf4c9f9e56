// The arguments of one call, by the names of the method's parameters.
#pragma once

#include <outfield/value.h>

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "wire/value.h"

namespace outfield::methods {

// The names of one parameter; programs of other years use other names: "domain|args".
using Parameter = std::string_view;

// Borrows what it is given. Everything that does not fit is a Refusal (application): too many arguments, an
// unknown keyword, one that is given twice, a value of the wrong type. "Absent" is what clients send for it:
// nothing, null, false and "".
class Arguments {
  public:
    // The context is none of them.
    Arguments(std::string_view method, std::span<const Parameter> parameters,
              std::span<const wire::Value> args, const wire::Struct& kwargs);

    // By its first name; nullptr when absent.
    const wire::Value* find(std::string_view name) const noexcept;

    const wire::Value& required(std::string_view name) const;
    // An integer or a list; absent: none. Each counts once, where it comes first.
    RecordIds ids(std::string_view name = "ids") const;
    std::vector<std::string> texts(std::string_view name) const;  // a list, or one text; absent: none
    std::string text(std::string_view name, std::string_view absent = {}) const;
    bool flag(std::string_view name, bool absent) const;
    std::optional<std::size_t> number(std::string_view name) const;  // not negative; 0 is absent, too
    const wire::Struct& members(std::string_view name) const;        // absent: none

  private:
    std::size_t position(std::string_view name) const noexcept;
    [[noreturn]] void refuse_type(std::string_view name, std::string_view wanted,
                                  const wire::Value& value) const;
    void take_keyword(std::string_view keyword, const wire::Value& value);

    std::string_view method_;
    std::span<const Parameter> parameters_;
    std::vector<const wire::Value*> values_;  // one for each parameter, nullptr: not given
};

// Programs of OpenERP 6 and 7 give the context as the last argument: whether the last one is a struct in a
// place where the method takes none.
bool ends_with_context(std::span<const Parameter> parameters, std::span<const wire::Value> args) noexcept;

// An integer, also as a float without fraction; nullopt: something else.
std::optional<std::int64_t> integer_of(const wire::Value& value) noexcept;

// A list of ids, one id, or nothing; ids may be decimal texts. nullopt: something else.
std::optional<RecordIds> ids_of(const wire::Value& value);

}  // namespace outfield::methods
