// OpenERP's prefix domains: what a search asks for.
//
//     Domain{{"state", "=", "open"}, {"name", "ilike", "contract"}}            // both: '&' is implied
//     Domain{Domain::any, {"name", "=", "a"}, {"name", "=", "b"}}              // '|'
//     Domain::parse(R"(["|", ["name", "=", "a"], ["partner.name", "=", "b"]])")
#pragma once

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace outfield {

// The operators, as in OpenERP:
//     =  ==          the same; an operand that is not set (monostate, false) means "not set"
//     !=  <>         another value or none
//     <  >  <=  >=   never true of a field that is not set
//     =?             everything when the operand is not set, else =
//     =like  =ilike  the whole text: _ is one character, % any number, a backslash takes their meaning
//     like  ilike    the same anywhere in the text; "ilike" does not care for case (of ASCII, at least)
//     not like  not ilike
//     in  not in     a list; one that holds an operand that is not set includes fields that are not set
//     child_of  parent_of    a record, some or a name, with all below or above it in the hierarchy that a
//                    many2one to its own model makes: the field itself, or "parent_id" or "parent"
// A relation compared with text means the field "name" over there. A binary field can only be
// compared with false: has it a value?
struct Leaf {
    using Scalar = std::variant<std::monostate, bool, std::int64_t, double, std::string>;
    using Operand =
        std::variant<std::monostate, bool, std::int64_t, double, std::string, std::vector<Scalar>>;

    std::string field;  // "name", "id", "write_date", or a path over relations: "partner.name"
    std::string op;
    Operand operand;
};

class Domain {
  public:
    enum Operator { all, any, none };  // '&', '|' before two terms, '!' before one
    struct Term : std::variant<Operator, Leaf> {
        using std::variant<Operator, Leaf>::variant;
        Term(std::string field, std::string op, Leaf::Operand operand)
            : variant(Leaf{std::move(field), std::move(op), std::move(operand)}) {}
    };

    Domain() = default;  // every record
    Domain(std::initializer_list<Term> terms) : terms_(terms) {}
    explicit Domain(std::vector<Term> terms) : terms_(std::move(terms)) {}

    // From JSON, where null and false mean "not set"; [1, "=", 1] is every record, [0, "=", 1] none. invalid:
    // says at which term and what is wrong; nesting and length are bounded. Fields and operators are checked
    // when the domain is searched with.
    static Domain parse(std::string_view json);

    const std::vector<Term>& terms() const noexcept { return terms_; }

  private:
    std::vector<Term> terms_;
};

}  // namespace outfield
