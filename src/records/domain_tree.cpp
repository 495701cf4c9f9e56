#include "records/domain_tree.h"

#include <fmt/format.h>
#include <outfield/error.h>

#include <algorithm>
#include <iterator>

namespace outfield {
namespace {

// With the operators. SQLite's planner takes time with the square of the leaves: two seconds for 10,000.
constexpr std::size_t most_terms = 4000;

// SQLite's parser has a stack of a hundred; each level takes three of it, and the longest path the rest.
constexpr std::size_t deepest = 8;

constexpr const char* symbol(Domain::Operator op) {
    return op == Domain::all ? "&" : op == Domain::any ? "|" : "!";
}

// Reads the terms from the last to the first, as one evaluates a prefix notation with a stack.
class Building {
  public:
    explicit Building(const std::vector<Domain::Term>& terms) : terms_(terms) {}

    DomainNode run() {
        for (std::size_t i = terms_.size(); i > 0; --i) {
            if (const auto* leaf = std::get_if<Leaf>(&terms_[i - 1]))
                stack_.push_back({Domain::all, {}, leaf, i});
            else
                stack_.push_back(apply(std::get<Domain::Operator>(terms_[i - 1]), i));
        }
        DomainNode root;
        while (!stack_.empty()) take_into(root);
        return root;
    }

  private:
    DomainNode apply(Domain::Operator op, std::size_t term) {
        const std::size_t wanted = op == Domain::none ? 1 : 2;
        if (stack_.size() < wanted)
            throw Error(ErrorKind::invalid,
                        fmt::format("Invalid domain, term {}: '{}' needs {} behind it", term, symbol(op),
                                    wanted == 1 ? "a term" : "two terms"));
        DomainNode node;
        node.op = op;
        for (std::size_t i = 0; i < wanted; ++i) take_into(node);
        if (node.depth > deepest)
            throw Error(ErrorKind::invalid,
                        fmt::format("Invalid domain, term {}: operators are nested more than {} deep", term,
                                    deepest));
        return node;
    }

    void take_into(DomainNode& node) {
        DomainNode part = std::move(stack_.back());
        stack_.pop_back();
        const bool same = part.leaf == nullptr && part.op == node.op && node.op != Domain::none;
        node.depth = std::max(node.depth, part.depth + (same ? 0 : 1));
        if (!same) return node.parts.push_back(std::move(part));
        // The shorter list moves, so that a long chain costs its length.
        if (part.parts.size() > node.parts.size()) part.parts.swap(node.parts);
        std::move(part.parts.begin(), part.parts.end(), std::back_inserter(node.parts));
    }

    const std::vector<Domain::Term>& terms_;
    std::vector<DomainNode> stack_;
};

}  // namespace

DomainNode domain_tree(const Domain& domain) {
    if (domain.terms().size() > most_terms)
        throw Error(ErrorKind::invalid, fmt::format("Invalid domain: it has {} terms; at most {} are taken",
                                                    domain.terms().size(), most_terms));
    return Building(domain.terms()).run();
}

}  // namespace outfield
