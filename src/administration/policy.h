#pragma once

#include <outfield/administration.h>

#include <string>
#include <string_view>

namespace outfield {

namespace catalog {
class Catalog;
}

// As Instance::iam_policy says.
std::string iam_policy(catalog::Catalog& catalog, std::string_view configuration, PolicyFor work);

}  // namespace outfield
