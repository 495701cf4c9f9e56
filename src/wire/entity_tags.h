// Entity tags (RFC 9110, section 8.8.3) and the conditions on them (section 13.1).
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace outfield::wire {

struct EntityTag {
    std::string text;  // without the quotes
    bool is_weak = false;

    bool operator==(const EntityTag&) const = default;
};

std::string to_string(const EntityTag& tag);  // "abc" or W/"abc", with the quotes

struct EntityTags {
    bool any = false;  // *
    std::vector<EntityTag> tags;

    // Of something that exists with this tag: strongly for If-Match and If-Range (neither is weak), weakly
    // for If-None-Match.
    bool match_strongly(const EntityTag& current) const;
    bool match_weakly(const EntityTag& current) const;
};

// The value of If-Match or If-None-Match. Throws ErrorKind::invalid.
EntityTags parse_entity_tags(std::string_view header);

}  // namespace outfield::wire
