#include "fields/key.h"

#include <fmt/format.h>
#include <outfield/time.h>

#include "base/random.h"

namespace outfield {

std::string fresh_key(std::string_view prefix) {
    return fmt::format("{}{:.10}/{}", prefix, to_string(now()), random_id(26));
}

}  // namespace outfield
