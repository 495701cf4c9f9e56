// The operators of a leaf.
#pragma once

#include <outfield/domain.h>

#include <optional>
#include <string_view>
#include <vector>

namespace outfield {

enum class Comparison {
    equal,
    less,
    greater,
    at_most,
    at_least,
    equal_if_set,  // =?
    exact_like,    // =like
    exact_ilike,   // =ilike
    like,
    ilike,
    in,
    child_of,
    parent_of,
};

// An operator and what it is given. `negated` stands for != <> "not in" "not like" "not ilike": true of every
// record of which the operator itself is not true.
struct Condition {
    Comparison comparison = Comparison::equal;
    bool negated = false;
    Leaf::Operand operand;
};

// nullopt: no such operator. = and != with a list become `in`; `in` with one value gets a list.
std::optional<Condition> condition_of(const Leaf& leaf);

bool is_unset(const Leaf::Scalar& scalar) noexcept;
bool is_pattern(Comparison comparison) noexcept;

// One value, or those of a list.
std::vector<Leaf::Scalar> scalars_of(const Leaf::Operand& operand);

// Whether text is among the operand's values: then a relation is compared by the other side's name.
bool has_text(const Leaf::Operand& operand) noexcept;

}  // namespace outfield
