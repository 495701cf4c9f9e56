#include "records/refusal.h"

#include <fmt/format.h>

#include "base/plural.h"
#include "modules/fault.h"

namespace outfield {

std::string described(const Field& field) {
    const auto type = to_string(field.type);
    if (field.type == FieldType::many2one || field.type == FieldType::many2many)
        return fmt::format("{} to '{}'", type, field.model);
    if (field.size != 0) return fmt::format("{} of at most {} characters", type, field.size);
    return std::string(type);
}

std::string type_before(const Field* before) {
    return before == nullptr ? "an earlier declaration" : described(*before);
}

std::string records(std::int64_t count) {
    return plural(count, "record");
}

void refuse_change(const Model& model, const NamedField& after, std::string_view from, std::int64_t lost,
                   std::string_view example) {
    refuse(
        model, after,
        fmt::format(
            "cannot change from {} to {}: {} would lose a value{}; empty the field there first, or give the "
            "new field another name",
            from, described(after.field), records(lost), example));
}

}  // namespace outfield
