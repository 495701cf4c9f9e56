#include "wire/conditions.h"

#include "base/text.h"
#include "wire/http_date.h"

namespace outfield::wire {

using Seconds = std::chrono::sys_seconds;

static Seconds in_seconds(Time time) {
    return std::chrono::floor<std::chrono::seconds>(time);
}

static bool changed_since(std::string_view date, const Representation& current, bool when_unknown) {
    const auto limit = parse_http_date(date);
    if (!limit || !current.modified) return when_unknown;
    return in_seconds(*current.modified) > in_seconds(*limit);
}

static bool holds_for_writers(const ConditionHeaders& headers, const Representation& current) {
    if (!headers.if_match.empty()) {
        const auto wanted = parse_entity_tags(headers.if_match);
        return current.tag && wanted.match_strongly(*current.tag);
    }
    return headers.if_unmodified_since.empty() || !changed_since(headers.if_unmodified_since, current, false);
}

Condition condition(const ConditionHeaders& headers, const Representation& current, bool only_reads) {
    if (!holds_for_writers(headers, current)) return Condition::failed;
    if (!headers.if_none_match.empty()) {
        const auto known = parse_entity_tags(headers.if_none_match);
        if (!current.tag || !known.match_weakly(*current.tag)) return Condition::holds;
        return only_reads ? Condition::not_modified : Condition::failed;
    }
    if (only_reads && !headers.if_modified_since.empty() &&
        !changed_since(headers.if_modified_since, current, true))
        return Condition::not_modified;
    return Condition::holds;
}

bool range_is_wanted(const ConditionHeaders& headers, const Representation& current) {
    const auto wanted = trim(headers.if_range);
    if (wanted.empty()) return true;
    if (wanted.starts_with('"') || wanted.starts_with("W/"))
        return current.tag && parse_entity_tags(wanted).match_strongly(*current.tag);
    const auto date = parse_http_date(wanted);
    return date && current.modified && in_seconds(*date) == in_seconds(*current.modified);
}

}  // namespace outfield::wire
