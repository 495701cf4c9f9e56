// What a model's grants allow. Everything else is refused.
#pragma once

#include <outfield/fields.h>

#include "access/identity.h"

namespace outfield::access {

// What an API key for files reaches of a model: records, or the values of its binary fields.
enum class Reach { records, files };

bool allows(const Model& model, const Identity& identity, Right right, Reach reach) noexcept;

// Throws ErrorKind::denied, and says who may.
void require_allowed(const Model& model, const Identity& identity, Right right, Reach reach);

}  // namespace outfield::access
