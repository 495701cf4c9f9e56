#include "cli/values.h"

#include <gtest/gtest.h>
#include <outfield/error.h>

namespace outfield::cli {
namespace {

Registry registry() {
    Module sale("sale");
    sale.model("sale.document", "Document",
               {{"name", fields::character("Name")},
                {"pages", fields::integer("Pages")},
                {"price", fields::floating("Price")},
                {"open", fields::boolean("Open")},
                {"parent", fields::many2one("Parent", "sale.document")},
                {"children", fields::one2many("Children", "sale.document", "parent")},
                {"related", fields::many2many("Related", "sale.document")},
                {"file", fields::binary("File")}});
    return Registry({base_module(), sale});
}

Values parse(const std::vector<std::string>& assignments) {
    return parse_values(registry(), "sale.document", assignments);
}

std::string refusal(const std::string& assignment) {
    try {
        parse({assignment});
        return "taken";
    } catch (const Error& error) {
        return error.what();
    }
}

TEST(Values, AreParsedByTheTypeOfTheirField) {
    const auto values = parse({"name=a=b", "pages=-3", "price=2.5", "open=yes", "parent=7", "related=3,5-7"});
    EXPECT_EQ(std::get<std::string>(values.at("name")), "a=b");
    EXPECT_EQ(std::get<std::int64_t>(values.at("pages")), -3);
    EXPECT_EQ(std::get<double>(values.at("price")), 2.5);
    EXPECT_EQ(std::get<bool>(values.at("open")), true);
    EXPECT_EQ(std::get<std::int64_t>(values.at("parent")), 7);
    EXPECT_EQ(std::get<RecordIds>(values.at("related")), (RecordIds{3, 5, 6, 7}));
}

TEST(Values, EmptyMeansNotSet) {
    const auto values = parse({"name=", "pages=", "file="});
    for (const auto& [name, value] : values)
        EXPECT_TRUE(std::holds_alternative<std::monostate>(value)) << name;
}

TEST(Values, WrongOnesNameTheirField) {
    for (const std::string bad :
         {"pages=3x", "price=much", "open=perhaps", "parent=first", "file=contract.pdf", "file=@",
          "children=1", "related=x", "pages=99999999999999999999"})
        EXPECT_NE(refusal(bad).find("'" + bad.substr(0, bad.find('=')) + "'"), std::string::npos)
            << refusal(bad);
    EXPECT_NE(refusal("nonsense").find("NAME=VALUE"), std::string::npos);
    EXPECT_NE(refusal("file=@/nowhere/at/all").find("/nowhere/at/all"), std::string::npos);
    EXPECT_THROW(parse({"name=a", "name=b"}), Error);
    EXPECT_THROW(parse({"nmae=a"}), Error);
}

TEST(Ids, AreListsAndRanges) {
    EXPECT_EQ(parse_ids("1,2,7-9"), (RecordIds{1, 2, 7, 8, 9}));
    for (const std::string bad : {"", "0", "-1", "2-1", "1,", "a", "1-99999999", "9223372036854775808"})
        EXPECT_THROW(parse_ids(bad), Error) << bad;
}

}  // namespace
}  // namespace outfield::cli
