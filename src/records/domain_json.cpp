#include <fmt/format.h>
#include <outfield/domain.h>
#include <outfield/error.h>

#include <boost/json.hpp>
#include <cmath>
#include <optional>

#include "base/text.h"
#include "records/domain_tree.h"

namespace outfield {
namespace {

namespace json = boost::json;

constexpr std::size_t longest_text = 4U << 20U;
constexpr std::size_t deepest = 4;  // the domain, a leaf, its list, and one to spare

[[noreturn]] void refuse(std::size_t term, const std::string& reason) {
    throw Error(ErrorKind::invalid, fmt::format("Invalid domain, term {}: {}", term, reason));
}

std::string shown(const json::value& value) {
    return in_quotes(json::serialize(value), 100);
}

Leaf::Scalar scalar_of(const json::value& value, std::size_t term) {
    if (value.is_null()) return std::monostate{};
    if (value.is_bool()) return value.get_bool();
    if (value.is_int64()) return value.get_int64();
    if (value.is_double() && std::isfinite(value.get_double())) return value.get_double();
    if (value.is_string()) return std::string(value.get_string());
    refuse(term, fmt::format("{} is no value to compare with", shown(value)));
}

Leaf::Operand operand_of(const json::value& value, std::size_t term) {
    if (const auto* list = value.if_array()) {
        std::vector<Leaf::Scalar> scalars;
        scalars.reserve(list->size());
        for (const auto& item : *list) scalars.push_back(scalar_of(item, term));
        return scalars;
    }
    return std::visit([](auto scalar) { return Leaf::Operand(std::move(scalar)); }, scalar_of(value, term));
}

// OpenERP's leaves of constants: [1, "=", 1] and [0, "=", 1].
std::optional<Leaf> constant_leaf(const json::array& parts) {
    if (!parts[0].is_int64() || parts[1] != "=" || parts[2] != 1) return std::nullopt;
    if (parts[0] == 1) return Leaf{"id", "!=", {}};
    if (parts[0] == 0) return Leaf{"id", "=", {}};
    return std::nullopt;
}

Domain::Term leaf_of(const json::array& parts, std::size_t term) {
    if (parts.size() != 3)
        refuse(term, fmt::format("a leaf is [field, operator, value], not {}", shown(parts)));
    if (const auto constant = constant_leaf(parts)) return *constant;
    if (!parts[0].is_string() || !parts[1].is_string())
        refuse(term, fmt::format("the field and the operator must be text in {}", shown(parts)));
    return Leaf{std::string(parts[0].get_string()), std::string(parts[1].get_string()),
                operand_of(parts[2], term)};
}

Domain::Term term_of(const json::value& value, std::size_t term) {
    if (const auto* parts = value.if_array()) return leaf_of(*parts, term);
    if (value == "&") return Domain::all;
    if (value == "|") return Domain::any;
    if (value == "!") return Domain::none;
    refuse(term, fmt::format("{} is neither an operator (&, |, !) nor a leaf [field, operator, value]",
                             shown(value)));
}

json::value parsed(std::string_view text) {
    if (text.size() > longest_text)
        throw Error(ErrorKind::invalid,
                    fmt::format("Invalid domain: it is longer than {}", human_size(longest_text)));
    json::parse_options options;
    options.max_depth = deepest;
    json::error_code fault;
    auto value = json::parse({text.data(), text.size()}, fault, {}, options);
    if (fault == json::error::too_deep)
        throw Error(ErrorKind::invalid, "Invalid domain: it is nested too deeply");
    if (fault)
        throw Error(ErrorKind::invalid, fmt::format("Invalid domain: it is not JSON ({})", fault.message()));
    return value;
}

}  // namespace

Domain Domain::parse(std::string_view text) {
    const auto value = parsed(text);
    const auto* list = value.if_array();
    if (list == nullptr) throw Error(ErrorKind::invalid, "Invalid domain: it must be a list of terms");
    std::vector<Term> terms;
    terms.reserve(list->size());
    for (const auto& item : *list) terms.push_back(term_of(item, terms.size() + 1));
    Domain domain(std::move(terms));
    domain_tree(domain);
    return domain;
}

}  // namespace outfield
