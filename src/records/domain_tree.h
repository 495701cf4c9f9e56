// A domain's prefix notation as a tree.
#pragma once

#include <outfield/domain.h>

#include <cstddef>
#include <vector>

namespace outfield {

// A leaf, or an operator over its parts. Neighbours under the same operator are one node: '|', '|', a, b, c
// is any(a, b, c). Borrows the leaves of the domain.
struct DomainNode {
    Domain::Operator op = Domain::all;
    std::vector<DomainNode> parts;
    const Leaf* leaf = nullptr;
    std::size_t term = 0;   // of the leaf, counted from 1
    std::size_t depth = 0;  // of operators below
};

// Throws ErrorKind::invalid for an operator without its terms, for too many terms and for too deep a tree.
DomainNode domain_tree(const Domain& domain);

}  // namespace outfield
