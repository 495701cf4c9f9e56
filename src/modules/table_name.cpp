#include "modules/table_name.h"

#include <outfield/sha256.h>

#include <algorithm>

namespace outfield {

std::string table_name(std::string_view model) {
    std::string table(model);
    std::replace(table.begin(), table.end(), '.', '_');
    return table;
}

std::string link_table_name(std::string_view model, std::string_view field) {
    std::string name = table_name(model) + "__" + std::string(field);
    if (name.size() <= 63) return name;
    return name.substr(0, 46) + '.' + to_hex(sha256_of(name)).substr(0, 16);
}

}  // namespace outfield
