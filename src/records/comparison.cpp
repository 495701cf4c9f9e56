#include "records/comparison.h"

#include <algorithm>
#include <array>

#include "base/text.h"

namespace outfield {
namespace {

struct Spelling {
    std::string_view text;
    Comparison comparison;
    bool negated;
};

constexpr std::array<Spelling, 19> spellings{{
    {"=", Comparison::equal, false},
    {"==", Comparison::equal, false},
    {"!=", Comparison::equal, true},
    {"<>", Comparison::equal, true},
    {"<", Comparison::less, false},
    {">", Comparison::greater, false},
    {"<=", Comparison::at_most, false},
    {">=", Comparison::at_least, false},
    {"=?", Comparison::equal_if_set, false},
    {"=like", Comparison::exact_like, false},
    {"=ilike", Comparison::exact_ilike, false},
    {"like", Comparison::like, false},
    {"not like", Comparison::like, true},
    {"ilike", Comparison::ilike, false},
    {"not ilike", Comparison::ilike, true},
    {"in", Comparison::in, false},
    {"not in", Comparison::in, true},
    {"child_of", Comparison::child_of, false},
    {"parent_of", Comparison::parent_of, false},
}};

}  // namespace

std::optional<Condition> condition_of(const Leaf& leaf) {
    const auto spelt = to_lower(leaf.op);
    const auto known =
        std::find_if(spellings.begin(), spellings.end(), [&](const Spelling& s) { return s.text == spelt; });
    if (known == spellings.end()) return std::nullopt;
    Condition condition{known->comparison, known->negated, leaf.operand};
    const bool list = std::holds_alternative<std::vector<Leaf::Scalar>>(leaf.operand);
    if (list && condition.comparison == Comparison::equal) condition.comparison = Comparison::in;
    if (!list && condition.comparison == Comparison::in) condition.operand = scalars_of(leaf.operand);
    return condition;
}

bool is_unset(const Leaf::Scalar& scalar) noexcept {
    const auto* flag = std::get_if<bool>(&scalar);
    return std::holds_alternative<std::monostate>(scalar) || (flag != nullptr && !*flag);
}

bool is_pattern(Comparison comparison) noexcept {
    return comparison >= Comparison::exact_like && comparison <= Comparison::ilike;
}

std::vector<Leaf::Scalar> scalars_of(const Leaf::Operand& operand) {
    return std::visit(
        [](const auto& held) -> std::vector<Leaf::Scalar> {
            if constexpr (std::is_same_v<std::decay_t<decltype(held)>, std::vector<Leaf::Scalar>>)
                return held;
            else
                return {Leaf::Scalar(held)};
        },
        operand);
}

bool has_text(const Leaf::Operand& operand) noexcept {
    if (const auto* list = std::get_if<std::vector<Leaf::Scalar>>(&operand))
        return std::any_of(list->begin(), list->end(),
                           [](const auto& item) { return std::holds_alternative<std::string>(item); });
    return std::holds_alternative<std::string>(operand);
}

}  // namespace outfield
