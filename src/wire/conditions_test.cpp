#include "wire/conditions.h"

#include "wire/reading_scene.h"

namespace outfield::wire {
namespace {

constexpr std::string_view before = "Mon, 23 Nov 2026 08:30:04 GMT", then = "Mon, 23 Nov 2026 08:30:05 GMT",
                           later = "Mon, 23 Nov 2026 08:30:06 GMT";
const Time modified = Time(std::chrono::sys_days(std::chrono::year(2026) / 11 / 23)) + std::chrono::hours(8) +
                      std::chrono::minutes(30) + std::chrono::milliseconds(5900);
const Representation current{EntityTag{"abc"}, modified}, absent;

Condition reading(const ConditionHeaders& headers) {
    return condition(headers, current, true);
}
Condition writing(const ConditionHeaders& headers, const Representation& what = current) {
    return condition(headers, what, false);
}

TEST(EntityTags, AreReadInLists) {
    const auto tags = parse_entity_tags(R"( "a,b" ,, W/"c" , "" )");
    EXPECT_EQ(tags.tags, (std::vector<EntityTag>{{"a,b"}, {"c", true}, {""}}));
    EXPECT_TRUE(parse_entity_tags("*").any);
    EXPECT_EQ(to_string(EntityTag{"c", true}), "W/\"c\"");
    EXPECT_EQ(to_string(EntityTag{"c"}), "\"c\"");
    for (const char* bad : {"", "a", "\"a", "\"a\" \"b\"", "w/\"a\"", "*, \"a\"", "\"a b\"", ","})
        EXPECT_THAT(refusal_of([&] { parse_entity_tags(bad); }),
                    testing::HasSubstr("is no list of entity tags"))
            << bad;
}

TEST(Conditions, KeepWritersFromEachOther) {
    EXPECT_EQ(writing({}), Condition::holds);
    EXPECT_EQ(writing({.if_match = "\"abc\""}), Condition::holds);
    EXPECT_EQ(writing({.if_match = "\"x\", \"abc\""}), Condition::holds);
    EXPECT_EQ(writing({.if_match = "\"x\""}), Condition::failed);
    EXPECT_EQ(writing({.if_match = "W/\"abc\""}), Condition::failed);
    EXPECT_EQ(writing({.if_match = "*"}), Condition::holds);
    EXPECT_EQ(writing({.if_match = "*"}, absent), Condition::failed);
    EXPECT_EQ(writing({.if_none_match = "*"}), Condition::failed);
    EXPECT_EQ(writing({.if_none_match = "*"}, absent), Condition::holds);
    EXPECT_EQ(writing({.if_unmodified_since = then}), Condition::holds);
    EXPECT_EQ(writing({.if_unmodified_since = before}), Condition::failed);
    EXPECT_EQ(writing({.if_unmodified_since = "yesterday"}), Condition::holds);
    EXPECT_EQ(writing({.if_match = "\"abc\"", .if_unmodified_since = before}), Condition::holds);
}

TEST(Conditions, SpareReadersWhatTheyHave) {
    EXPECT_EQ(reading({.if_none_match = "W/\"abc\""}), Condition::not_modified);
    EXPECT_EQ(reading({.if_none_match = "\"x\""}), Condition::holds);
    EXPECT_EQ(reading({.if_none_match = "\"x\"", .if_modified_since = later}), Condition::holds);
    EXPECT_EQ(reading({.if_modified_since = then}), Condition::not_modified);
    EXPECT_EQ(reading({.if_modified_since = before}), Condition::holds);
    EXPECT_EQ(reading({.if_modified_since = "yesterday"}), Condition::holds);
    EXPECT_EQ(writing({.if_modified_since = then}), Condition::holds);
}

TEST(Conditions, SayWhetherARangeIsWanted) {
    EXPECT_TRUE(range_is_wanted({}, current));
    EXPECT_TRUE(range_is_wanted({.if_range = "\"abc\""}, current));
    EXPECT_FALSE(range_is_wanted({.if_range = "W/\"abc\""}, current));
    EXPECT_FALSE(range_is_wanted({.if_range = "\"x\""}, current));
    EXPECT_TRUE(range_is_wanted({.if_range = then}, current));
    EXPECT_FALSE(range_is_wanted({.if_range = later}, current));
    EXPECT_FALSE(range_is_wanted({.if_range = "yesterday"}, current));
}

}  // namespace
}  // namespace outfield::wire
