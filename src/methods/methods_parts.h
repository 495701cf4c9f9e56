// What Methods leans on.
#pragma once

#include "methods/methods.h"

namespace outfield::methods {

struct Methods::Parts {
    Instance& instance;
    access::Access& access;
};

}  // namespace outfield::methods
