// Thrown while a leaf becomes SQL; whoever knows the leaf turns it into an Error that names it.
#pragma once

#include <string>

namespace outfield {

struct LeafFault {
    enum class About { leaf, field };

    About about = About::leaf;
    std::string reason;  // for a field: its name and its model
};

}  // namespace outfield
