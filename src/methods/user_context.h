// lang, tz and uid, which clients send back with every call.
#pragma once

#include <outfield/instance.h>

#include "access/identity.h"
#include "wire/value.h"

namespace outfield::methods {

wire::Struct user_context(Instance& instance, const access::Identity& identity);

}  // namespace outfield::methods
