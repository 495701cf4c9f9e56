#include "catalog/witness.h"

#include <utility>

namespace outfield::catalog {

static thread_local const Witness* innermost = nullptr;

Witness::Witness() noexcept : before_(std::exchange(innermost, this)) {}

Witness::~Witness() {
    innermost = before_;
}

const Witness* Witness::current() noexcept {
    return innermost;
}

}  // namespace outfield::catalog
