#include "wire/entity_tags.h"

#include <fmt/format.h>
#include <outfield/error.h>

#include <algorithm>

#include "base/text.h"

namespace outfield::wire {

std::string to_string(const EntityTag& tag) {
    return fmt::format("{}\"{}\"", tag.is_weak ? "W/" : "", tag.text);
}

bool EntityTags::match_strongly(const EntityTag& current) const {
    const auto same = [&](const EntityTag& tag) {
        return !tag.is_weak && !current.is_weak && tag.text == current.text;
    };
    return any || std::any_of(tags.begin(), tags.end(), same);
}

bool EntityTags::match_weakly(const EntityTag& current) const {
    return any || std::any_of(tags.begin(), tags.end(),
                              [&](const EntityTag& tag) { return tag.text == current.text; });
}

[[noreturn]] static void refuse(std::string_view header) {
    throw Error(ErrorKind::invalid,
                fmt::format("{} is no list of entity tags: they are written \"abc\", W/\"abc\" or *",
                            in_quotes(header, 80)));
}

// The tag at the front, which is taken off.
static EntityTag take_tag(std::string_view& rest, std::string_view header) {
    EntityTag tag;
    tag.is_weak = rest.starts_with("W/");
    if (tag.is_weak) rest.remove_prefix(2);
    const auto end = rest.starts_with('"') ? rest.find('"', 1) : rest.npos;
    if (end == rest.npos) refuse(header);
    tag.text = rest.substr(1, end - 1);
    const auto is_bad = [](char c) { return static_cast<unsigned char>(c) <= 0x20U || c == 0x7F; };
    if (std::any_of(tag.text.begin(), tag.text.end(), is_bad)) refuse(header);
    rest = trim(rest.substr(end + 1));
    return tag;
}

EntityTags parse_entity_tags(std::string_view header) {
    EntityTags found;
    auto rest = trim(header);
    found.any = rest == "*";
    if (found.any) return found;
    for (;;) {
        while (rest.starts_with(',')) rest = trim(rest.substr(1));  // empty members do no harm
        if (rest.empty()) break;
        found.tags.push_back(take_tag(rest, header));
        if (!rest.empty() && !rest.starts_with(',')) refuse(header);
    }
    if (found.tags.empty()) refuse(header);
    return found;
}

}  // namespace outfield::wire
