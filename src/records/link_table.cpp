#include "records/link_table.h"

#include "modules/table_name.h"
#include "records/columns.h"

namespace outfield {

static constexpr const char *record = "\"record\"", *target = "\"target\"";

LinkTable link_table(const Model& model, std::string_view name, const Field& field) {
    if (keeps_links(field)) return {quoted_name(link_table_name(model.name, name)), record, target};
    return {quoted_name(link_table_name(field.model, field.inverse)), target, record};
}

bool keeps_links(const Field& field) noexcept {
    return field.type == FieldType::many2many && field.inverse.empty();
}

}  // namespace outfield
