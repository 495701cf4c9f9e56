#include "methods/guarded_fields.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "methods/model_rules.h"

namespace outfield::methods {

bool is_guarded(const Request& request, std::string_view field) {
    static constexpr std::array<std::string_view, 7> common{
        "id", "display_name", "create_date", "create_uid", "write_date", "write_uid", "__last_update"};
    if (request.rules.is_open == nullptr || request.caller.identity.is_administrator) return false;
    return std::ranges::find(common, field) == common.end() && !request.rules.is_open(field);
}

RecordId own_record(const Request& request) {
    return request.model.name == "res.users" ? request.user() : 0;
}

void require_unguarded(const Request& request, std::string_view field) {
    if (!is_guarded(request, field)) return;
    throw Refusal(
        Refusal::Kind::access,
        fmt::format("{}.{} is for administrators, and for the user whose it is", request.model.name, field));
}

}  // namespace outfield::methods
