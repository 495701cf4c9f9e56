#include "fields/record_row.h"

#include <fmt/format.h>
#include <outfield/error.h>

#include "modules/table_name.h"

namespace outfield {

void touch_record(sql::Connection& connection, const FieldAddress& address) {
    const auto written = to_string(now());
    const auto sql =
        fmt::format("UPDATE \"{}\" SET write_date = $1 WHERE id = $2", table_name(address.model));
    if (connection.execute(sql, {std::string_view(written), address.record}) == 0)
        throw Error(ErrorKind::not_found, fmt::format("record {},{} does not exist or has been deleted",
                                                      address.model, address.record));
}

}  // namespace outfield
