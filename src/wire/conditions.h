// Conditional requests: which of its headers decide, in the order of RFC 9110, section 13.2.2.
#pragma once

#include <outfield/time.h>

#include <optional>
#include <string_view>

#include "wire/entity_tags.h"

namespace outfield::wire {

// The values of the headers; empty: not sent.
struct ConditionHeaders {
    std::string_view if_match, if_none_match, if_modified_since, if_unmodified_since, if_range;
};

// What the condition is about; no tag: there is nothing at this address.
struct Representation {
    std::optional<EntityTag> tag;
    std::optional<Time> modified;
};

enum class Condition {
    holds,         // go on
    not_modified,  // 304
    failed,        // 412
};

// `only_reads`: GET and HEAD. Throws ErrorKind::invalid for tags that are none; dates that are none are
// ignored.
Condition condition(const ConditionHeaders& headers, const Representation& current, bool only_reads);

// Whether a Range is to be heeded (section 13.1.5).
bool range_is_wanted(const ConditionHeaders& headers, const Representation& current);

}  // namespace outfield::wire
