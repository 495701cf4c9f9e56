#include "modules/table_name.h"

#include <algorithm>

namespace outfield {

std::string table_name(std::string_view model) {
    std::string table(model);
    std::replace(table.begin(), table.end(), '.', '_');
    return table;
}

}  // namespace outfield
