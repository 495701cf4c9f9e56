// The models of the base module, by subject.
#pragma once

#include <outfield/fields.h>

#include <vector>

namespace outfield {

std::vector<Model> people_models();      // res.users, res.groups, res.company, res.partner, ...
std::vector<Model> reflection_models();  // ir.model and the others that tell what is installed

}  // namespace outfield
